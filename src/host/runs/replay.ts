// Looks into the steps of one run with a worker of its own, started when the first step is asked for. A worker that died
// fails the calls that wait for it; the next call starts another. Knows nothing of panels or of the run's training.
import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { connect, type Connected } from '../../shared/messages/channel.ts';
import type { StepperContract } from '../../shared/messages/protocol.ts';
import type { Points } from '../../shared/run/series.ts';
import type { RunSpec } from '../../shared/spec/spec.ts';
import type { GradientCheck, StepRecord } from '../../shared/step/step.ts';
import type { SpawnWorker, TrainingWorker } from '../worker/worker.ts';

/** A Web Worker that the browser ends fires no event: one that is silent for three such spells is dead. */
const silenceMs = 2500;
const spells = 3;

interface Started {
  readonly worker: TrainingWorker;
  readonly channel: Connected<StepperContract>;
}

export class Replay {
  readonly #spec: RunSpec;
  readonly #spawn: () => Promise<TrainingWorker>;
  #started: Promise<Started> | undefined;
  #disposed = false;

  constructor(spec: RunSpec, spawn: SpawnWorker, extensionUri: vscode.Uri) {
    this.#spec = spec;
    this.#spawn = () => spawn(extensionUri);
  }

  /** A step with all its numbers; null where another was asked for meanwhile. @throws BackpropError */
  record(step: number): Promise<StepRecord | null> {
    return this.#ask((channel) => channel.call('record', step));
  }

  /** A step's gradients in three ways; null as above. @throws BackpropError */
  check(step: number): Promise<GradientCheck | null> {
    return this.#ask((channel) => channel.call('check', step));
  }

  /** What the lesson's program would have printed of the run, whose history these are. @throws BackpropError */
  printOut(points: Points): Promise<string> {
    return this.#ask((channel) => channel.call('printOut', points));
  }

  /** Ends the worker as a crash would. For tests. */
  async killWorker(): Promise<void> {
    (await this.#started)?.worker.kill();
  }

  /** Idempotent. Calls that wait are rejected. */
  dispose(): void {
    this.#disposed = true;
    const started = this.#started;
    this.#started = undefined;
    void started?.then(end, () => {});
  }

  /** While an answer is awaited, listens whether anybody is there: it may take long, but a worker answers a ping at once. */
  async #ask<Answer>(call: (channel: Started['channel']) => Promise<Answer>): Promise<Answer> {
    const starting = this.#start();
    const started = await starting;
    let silent = 0;
    const watch = setInterval(() => {
      if (++silent > spells) this.#bury(starting, started, l10n.t('it no longer answers'));
      else
        started.channel.call('ping').then(
          () => (silent = 0),
          () => {},
        );
    }, silenceMs);
    try {
      return await call(started.channel);
    } finally {
      clearInterval(watch);
    }
  }

  #start(): Promise<Started> {
    if (this.#started) return this.#started;
    const starting = this.#open();
    this.#started = starting;
    starting.then(
      (started) => {
        if (this.#disposed) end(started);
        else started.worker.onDeath((reason) => this.#bury(starting, started, reason));
      },
      () => this.#forget(starting),
    );
    return starting;
  }

  #bury(starting: Promise<Started>, { worker, channel }: Started, reason: string): void {
    this.#forget(starting);
    channel.fail({ code: 'worker.died', args: { reason } });
    worker.terminate();
  }

  /** The next call starts another. */
  #forget(starting: Promise<Started>): void {
    if (this.#started === starting) this.#started = undefined;
  }

  async #open(): Promise<Started> {
    const worker = await this.#spawn();
    const channel = connect<StepperContract>(worker, {});
    // Calls are answered in their order: whatever is asked next finds the spec.
    channel.call('open', this.#spec).catch(() => {});
    return { worker, channel };
  }
}

function end({ worker, channel }: Started): void {
  channel.fail({ code: 'worker.died', args: { reason: 'terminated' } });
  worker.terminate();
}
