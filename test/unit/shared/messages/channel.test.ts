import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  connect,
  serve,
  type Entries,
  type Handlers,
  type Port,
  type Served,
} from '../../../../src/shared/messages/channel.ts';
import { BackpropError, type ErrorReport } from '../../../../src/shared/text/errors.ts';

interface Adder {
  calls: {
    add(terms: readonly [number, number]): number;
    greet(): string;
    fail(how: 'plain' | 'coded'): void;
    never(): void;
  };
  events: { added: number };
}
const coded: ErrorReport = { code: 'option.missing', args: { label: '--steps' } };

/** Both ends of a channel, and what the calling end heard. */
function joined(entries?: Entries<Adder>) {
  const listeners: ((message: unknown) => void)[][] = [[], []];
  const port = (mine: 0 | 1): Port => ({
    // A wire carries copies, and later.
    post: (message) => queueMicrotask(() => listeners[1 - mine]!.forEach((listen) => listen(structuredClone(message)))),
    onMessage: (listener) => listeners[mine]!.push(listener),
  });
  const sums: number[] = [];
  const handlers: Handlers<Adder> = {
    add([a, b]) {
      server.emit('added', a + b);
      return Promise.resolve(a + b);
    },
    greet: () => 'hello',
    fail(how) {
      throw how === 'coded' ? new BackpropError(coded) : new RangeError('too far');
    },
    never: () => new Promise(() => {}),
  };
  const server: Served<Adder> = serve<Adder>(port(0), handlers, entries);
  const client = connect<Adder>(port(1), { added: (sum) => sums.push(sum) });
  return { client, server, sums, raw: port(1), rawServer: port(0) };
}

/** The report with which a call is rejected. */
async function rejection(call: Promise<unknown>): Promise<ErrorReport> {
  const thrown: unknown = await call.then(
    () => assert.fail('it was not rejected'),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof BackpropError);
  return thrown.report;
}

describe('a channel', () => {
  test('answers calls, each its own', async () => {
    const { client } = joined();
    assert.deepEqual(
      await Promise.all([client.call('add', [1, 2]), client.call('greet'), client.call('add', [3, 4])]),
      [3, 'hello', 7],
    );
  });

  test('carries events', async () => {
    const { client, sums } = joined();
    await client.call('add', [20, 22]);
    assert.deepEqual(sums, [42]);
  });

  test('takes errors back to the caller, with their code', async () => {
    const { client } = joined();
    assert.deepEqual(await rejection(client.call('fail', 'coded')), coded);
    assert.deepEqual(await rejection(client.call('fail', 'plain')), {
      code: 'unexpected',
      args: { reason: 'too far' },
    });
  });

  test('answers a call that it does not know with an error', async () => {
    const { client } = joined();
    // What an older view asks of a newer host.
    const call = (name: string) => client.call(name as 'greet');
    for (const name of ['subtract', 'toString']) {
      const report = await rejection(call(name));
      assert.deepEqual(report, { code: 'unexpected', args: { reason: `unknown call ${name}` } });
    }
  });

  test('lets an argument in as its entry makes it, and answers one that it refuses with an error', async () => {
    const { client, sums } = joined({
      add(given) {
        if (!Array.isArray(given)) throw new Error('no terms');
        return [Number(given[0]), Number(given[1])];
      },
      greet: () => undefined,
      fail: () => 'plain',
      never: () => undefined,
    });
    const add = (given: unknown) => client.call('add', given as [number, number]);
    assert.equal(await add(['1', 2]), 3);
    assert.deepEqual(await rejection(add(null)), { code: 'unexpected', args: { reason: 'no terms' } });
    assert.deepEqual(sums, [3]);
    assert.equal(await client.call('greet'), 'hello');
  });

  test('overlooks what is no message', async () => {
    const { client, raw, rawServer } = joined();
    for (const message of [null, undefined, 'call', 7, [], {}]) {
      raw.post(message);
      rawServer.post(message);
    }
    assert.equal(await client.call('greet'), 'hello');
  });

  test('overlooks an event that nobody listens to, and an answer that nobody waits for', async () => {
    const { client, raw } = joined();
    raw.post({ kind: 'result', id: 7, value: null });
    raw.post({ kind: 'event', name: 'unheard', payload: null });
    assert.equal(await client.call('greet'), 'hello');
  });

  test('rejects open and later calls once the other side is gone', async () => {
    const { client } = joined();
    const gone: ErrorReport = { code: 'worker.died', args: { reason: 'killed' } };
    const open = rejection(client.call('never'));
    client.fail(gone);
    assert.deepEqual(await open, gone);
    assert.deepEqual(await rejection(client.call('greet')), gone);
  });
});
