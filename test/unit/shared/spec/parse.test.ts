// A spec is refused at the first thing that is wrong with it, however much else is.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSpec } from '../../../../src/shared/spec/parse.ts';
import { BackpropError } from '../../../../src/shared/text/errors.ts';
import { specWith } from '../../training/trained.ts';

const inline = (inputs: unknown, labels: unknown = [[1]]) => ({ kind: 'inline', inputs, labels });
const times = (count: number, item: unknown) => Array<unknown>(count).fill(item);

function reportOf(change: object) {
  try {
    parseSpec({ ...specWith(), ...change });
  } catch (error) {
    assert.ok(error instanceof BackpropError, String(error));
    return error.report;
  }
  return assert.fail('it was accepted');
}

describe('a spec with wrong values', () => {
  const network = { inputs: 1, seed: 1 };
  const wrong: Record<string, [change: object, path: string, allowed: string]> = {
    '150,000 rows that are text': [{ data: inline(times(150_000, 'x')) }, 'data.inputs[0]', 'of the type array'],
    '150,000 numbers that are text': [
      { data: inline([times(150_000, 'x')]) },
      'data.inputs[0][0]',
      'of the type number',
    ],
    '200 × 784 nulls after one number': [
      { data: inline([[1], ...times(200, times(784, null))]) },
      'data.inputs[1][0]',
      'of the type number',
    ],
    '1,000,000 wrong labels': [
      { data: inline([[1]], times(1_000_000, [null])) },
      'data.labels[0][0]',
      'of the type number',
    ],
    '150,000 wrong layers': [
      { network: { ...network, layers: times(150_000, { units: 'x' }) } },
      'network.layers[0].units',
      'of the type number',
    ],
    'an unknown field of its second layer': [
      { network: { ...network, layers: [{ units: 1 }, { units: 1, width: 2 }] } },
      'network.layers[1].width',
      'left out: there is no such field',
    ],
    'no layers': [{ network: { ...network, layers: [] } }, 'network.layers', 'a list that is not empty'],
    'a row without numbers': [{ data: inline([[]]) }, 'data.inputs[0]', 'a list that is not empty'],
    'an object for a list': [{ data: inline({ length: 3 }) }, 'data.inputs', 'of the type array'],
  };
  for (const [name, [change, path, allowed]] of Object.entries(wrong)) {
    test(`${name} is refused at the first of them`, () => {
      assert.deepEqual(reportOf(change), { code: 'spec.invalid', args: { path, allowed } });
    });
  }
});
