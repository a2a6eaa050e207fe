// A run that has ended, as bytes: a checksum of all that follows, a length, a JSON header and the columns as they lie in
// memory. Bytes that are no whole run of this version, or of which a single bit is another, are as good as none. Knows
// nothing of files.
import * as z from 'zod/mini';
import type { Run } from '../../shared/messages/protocol.ts';
import { checkSpec } from '../../shared/spec/check.ts';
import { checksum } from '../../shared/run/checksum.ts';
import { runSpec } from '../../shared/spec/schema.ts';
import { weightCount, weightShapes } from '../../shared/spec/spec.ts';

const adviceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('found'), learningRate: z.number(), steps: z.number() }),
  z.object({ kind: z.literal('none'), learningRate: z.number() }),
  z.object({ kind: z.literal('untried') }),
]);

const headerSchema = z.object({
  version: z.literal(2),
  id: z.string(),
  spec: runSpec,
  /** Null where none is known: JSON has no NaN. */
  limit: z.nullable(z.number()),
  status: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['done', 'stopped']) }),
    z.object({ kind: z.literal('diverged'), step: z.int(), advice: adviceSchema }),
  ]),
  done: z.int().check(z.nonnegative()),
  elapsedMs: z.number().check(z.nonnegative()),
  rows: z.int().check(z.nonnegative()),
});

/** @returns undefined for a run that failed or still goes on: it is not worth it */
export function encodeRun(run: Run): Uint8Array | undefined {
  if (!run.start) return undefined;
  const { limit, initialWeights } = run.start;
  const header = headerSchema.safeParse({
    version: 2,
    id: run.id,
    spec: run.spec,
    limit: Number.isNaN(limit) ? null : limit,
    status: run.status,
    done: run.progress.done,
    elapsedMs: run.progress.elapsedMs,
    rows: run.progress.points.steps.length,
  });
  if (!header.success) return undefined;
  const { steps, losses, weights } = run.progress.points;
  const json = new TextEncoder().encode(JSON.stringify(header.data));
  const parts = [
    new Uint8Array(checksumBytes),
    new Uint8Array(Uint32Array.of(json.length).buffer),
    json,
    ...[steps, losses, weights, initialWeights].map(bytes),
  ];
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  whole.set(new Uint8Array(Uint32Array.of(checksum(whole.subarray(checksumBytes))).buffer));
  return whole;
}

/** @returns undefined where the bytes are not a whole run of this version */
export function decodeRun(whole: Uint8Array): Run | undefined {
  const read = reader(whole);
  if (whole.length < checksumBytes + 4) return undefined;
  if (new Uint32Array(read(checksumBytes))[0] !== checksum(whole.subarray(checksumBytes))) return undefined;
  const headerLength = new Uint32Array(read(4))[0]!;
  const parsed = headerSchema.safeParse(json(new TextDecoder().decode(read(headerLength))));
  if (!parsed.success) return undefined;
  const { id, spec, limit, status, done, elapsedMs, rows } = parsed.data;
  const width = weightCount(weightShapes(spec));
  if (whole.length !== checksumBytes + 4 + headerLength + 16 * rows + 4 * width * (rows + 1)) return undefined;
  const points = {
    steps: new Float64Array(read(8 * rows)),
    losses: new Float64Array(read(8 * rows)),
    weights: new Float32Array(read(4 * width * rows)),
  };
  const start = { limit: limit ?? NaN, initialWeights: new Float32Array(read(4 * width)) };
  const run: Run = { id, spec, start, status, progress: { points, done, elapsedMs } };
  return holdsTogether(run) ? run : undefined;
}

const checksumBytes = 4;

/** Whether a spec can be run, and a history can be of it. */
function holdsTogether({ spec, status, progress: { points, done } }: Run): boolean {
  try {
    checkSpec(spec);
  } catch {
    return false;
  }
  const rises = points.steps.every(
    (step, row) => Number.isInteger(step) && step > (row === 0 ? -1 : points.steps[row - 1]!) && step < done,
  );
  if (!rises || done > spec.training.steps) return false;
  if (status.kind === 'done') return done === spec.training.steps;
  return status.kind !== 'diverged' || status.step === done - 1;
}

const bytes = (column: Float64Array | Float32Array) =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

/** Takes the next bytes as a buffer of their own; less than asked where the end comes first. */
function reader(whole: Uint8Array): (length: number) => ArrayBuffer {
  let offset = 0;
  return (length) => new Uint8Array(whole.slice(offset, (offset += length))).buffer;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
