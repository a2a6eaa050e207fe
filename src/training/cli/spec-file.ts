// Reads a run's spec from a file of JSON.
import { readFileSync } from 'node:fs';
import { parseSpec } from '../../shared/spec/parse.ts';
import { BackpropError } from '../../shared/text/errors.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';

/** @throws BackpropError `file.unreadable` where there is no JSON, and what `parseSpec` throws */
export function readSpec(path: string): RunSpec {
  return parseSpec(readJson(path));
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BackpropError('file.unreadable', {
      path,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
}
