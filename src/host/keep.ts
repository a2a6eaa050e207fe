// Keeps the newest run in the workspace's storage, so that it is there again after a reload. A file is a length, a JSON
// header and the columns as they lie in memory; one that can't be read is as good as none.
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Run } from '../shared/protocol.ts';
import { runSpec, weightCount, weightShapes } from '../shared/spec.ts';

const headerSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  spec: runSpec,
  limit: z.number(),
  status: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['done', 'stopped']) }),
    z.object({ kind: z.literal('diverged'), step: z.number(), smallerLearningRate: z.number() }),
  ]),
  done: z.number(),
  elapsedMs: z.number(),
  rows: z.int().check(z.nonnegative()),
});

/** Where the run of this window's workspace is kept; without a workspace, that of all windows without one. */
function file(context: vscode.ExtensionContext): vscode.Uri {
  return vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'run.bin');
}

/** Keeps a run that has ended. One that failed is not worth it, and is not kept. */
export async function keepRun(context: vscode.ExtensionContext, run: Run): Promise<void> {
  const header = headerSchema.safeParse({
    version: 1,
    id: run.id,
    spec: run.spec,
    limit: run.start?.limit,
    status: run.status,
    done: run.progress.done,
    elapsedMs: run.progress.elapsedMs,
    rows: run.progress.points.steps.length,
  });
  if (!header.success || !run.start) return;
  await vscode.workspace.fs.writeFile(file(context), encodeRun(run, header.data, run.start.initialWeights));
}

/** The run that was kept, if there is one. */
export async function keptRun(context: vscode.ExtensionContext): Promise<Run | undefined> {
  try {
    return decodeRun(await vscode.workspace.fs.readFile(file(context)));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

function encodeRun(run: Run, header: z.infer<typeof headerSchema>, initialWeights: Float32Array): Uint8Array {
  const { steps, losses, weights } = run.progress.points;
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
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
  return whole;
}

/** @returns undefined where the bytes are not a whole run of this version */
function decodeRun(whole: Uint8Array): Run | undefined {
  const read = reader(whole);
  const headerLength = new Uint32Array(read(4))[0] ?? 0;
  const parsed = headerSchema.safeParse(json(new TextDecoder().decode(read(headerLength))));
  if (!parsed.success) return undefined;
  const { id, spec, limit, status, done, elapsedMs, rows } = parsed.data;
  const width = weightCount(weightShapes(spec));
  if (whole.length !== 4 + headerLength + 16 * rows + 4 * width * (rows + 1)) return undefined;
  const points = {
    steps: new Float64Array(read(8 * rows)),
    losses: new Float64Array(read(8 * rows)),
    weights: new Float32Array(read(4 * width * rows)),
  };
  const start = { limit, initialWeights: new Float32Array(read(4 * width)) };
  return { id, spec, start, status, progress: { points, done, elapsedMs } };
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
