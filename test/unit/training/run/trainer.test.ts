import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Progress } from '../../../../src/shared/messages/protocol.ts';
import { Series } from '../../../../src/shared/run/series.ts';
import { recordEvery, weightCount, weightShapes, type RunSpec } from '../../../../src/shared/spec/spec.ts';
import type { LoadedEngine } from '../../../../src/training/engines/engine.ts';
import { traceByLoop } from '../../../../src/training/run/trace.ts';
import { Trainer } from '../../../../src/training/run/trainer.ts';
import { specWith } from '../trained.ts';

const width = 9;

/** A world in which only the engine's steps take time, and its losses where it is said. What happens while the loop yields is a parameter. */
class World {
  clock = 0;
  steps = 0;
  /** How often the engine was asked for anything. */
  asked = 0;
  readonly progresses: { at: number; progress: Progress }[] = [];
  readonly history = new Series(width);
  /** Times at which the loop yielded. */
  readonly yields: number[] = [0];
  readonly trainer: Trainer;
  onYield: () => void = () => {};

  /** @param breaksAt the step that leaves a number that is not finite @param lossMs what a loss on all data takes */
  constructor(spec: RunSpec, stepMs: number, breaksAt = Infinity, lossMs = 0) {
    const inside = {
      steps: (count: number) => {
        const made = Math.min(count, breaksAt + 1 - this.steps);
        this.steps += made;
        this.clock += made * stepMs;
        return { made, finite: this.steps <= breaksAt };
      },
      loss: () => {
        this.clock += lossMs;
        return this.steps > breaksAt ? Infinity : 1 / this.steps;
      },
      weights: () => new Float32Array(width).fill(this.steps),
    };
    const counted = <Parameters extends readonly unknown[], Result>(act: (...given: Parameters) => Result) => {
      return (...given: Parameters) => {
        this.asked++;
        return act(...given);
      };
    };
    const engine: LoadedEngine = {
      steps: counted(inside.steps),
      trace: counted((count, kept) => traceByLoop(inside, count, kept)),
      loss: counted(inside.loss),
      weights: counted(inside.weights),
      dispose: () => {},
    };
    const surroundings = {
      now: () => this.clock,
      yieldToMessages: async () => {
        this.yields.push(this.clock);
        this.onYield();
        await Promise.resolve();
      },
    };
    this.trainer = new Trainer(spec, engine, surroundings, (progress) => {
      this.progresses.push({ at: this.clock, progress });
      this.history.append(progress.points);
    });
  }

  get recorded(): number[] {
    return [...this.history.points().steps];
  }

  /** Does something once, when the loop first yields after a time. */
  after(ms: number, act: () => void): void {
    this.onYield = () => {
      if (this.clock < ms) return;
      this.onYield = () => {};
      act();
    };
  }
}

describe('a trainer', () => {
  assert.equal(weightCount(weightShapes(specWith())), width);

  test('makes every step of a run', async () => {
    const world = new World(specWith({ steps: 1234 }), 0.1);
    assert.deepEqual(await world.trainer.run(), { kind: 'done' });
    assert.equal(world.steps, 1234);
    assert.equal(world.progresses.at(-1)!.progress.done, 1234);
  });

  test('records step 0, the steps between, each report and the last step, each with its own numbers', async () => {
    const spec = specWith({ steps: 10_002, reportEvery: 7 });
    const world = new World(spec, 0.01);
    await world.trainer.run();
    const every = recordEvery(spec);
    const expected = Array.from({ length: 10_002 }, (_, step) => step).filter(
      (step) => step % every === 0 || step % 7 === 0 || step === 10_001,
    );
    assert.ok(every > 1);
    assert.deepEqual(world.recorded, expected);
    for (let row = 0; row < world.history.length; row++) {
      const made = world.history.step(row) + 1;
      assert.equal(world.history.loss(row), 1 / made);
      assert.equal(world.history.weights(row)[0], Math.fround(made));
    }
  });

  test('computes the loss only where it records', async () => {
    const spec = specWith({ steps: 100_000, reportEvery: 100_000 });
    const world = new World(spec, 0.001);
    await world.trainer.run();
    assert.equal(world.history.length, 100_000 / recordEvery(spec) + 1);
  });

  test('asks the engine seldom, however many steps it records', async () => {
    const world = new World(specWith({ steps: 4000, reportEvery: 1 }), 0.001);
    await world.trainer.run();
    assert.equal(world.history.length, 4000);
    assert.ok(world.asked < 40, `${world.asked} times`);
  });

  for (const stepMs of [0.001, 0.07, 1, 20]) {
    test(`yields to messages in time at ${stepMs} ms a step`, async () => {
      const world = new World(specWith({ steps: 20_000 * Math.min(1, 1 / stepMs) }), stepMs);
      await world.trainer.run();
      const gaps = world.yields.slice(1).map((at, i) => at - world.yields[i]!);
      // A slice of 8 ms ends with the chunk of steps that it is in: 4 ms, or one step where that is longer.
      assert.ok(Math.max(...gaps) <= 8 + Math.max(4, stepMs), `${Math.max(...gaps)} ms`);
    });
  }

  for (const lossMs of [0.1, 3, 50]) {
    test(`yields to messages in time at ${lossMs} ms a loss, wherever it is recorded`, async () => {
      for (const reportEvery of [1, 7, 300]) {
        const world = new World(specWith({ steps: 2000, reportEvery }), 0.01, Infinity, lossMs);
        await world.trainer.run();
        const gaps = world.yields.slice(1).map((at, i) => at - world.yields[i]!);
        // A stretch holds more rows than one only where twice as many took no longer than 4 ms.
        assert.ok(Math.max(...gaps) <= 8 + Math.max(4, lossMs) + 0.1, `${Math.max(...gaps)} ms`);
      }
    });
  }

  test('reports about once a frame, and at the end', async () => {
    const world = new World(specWith({ steps: 20_000 }), 0.05);
    await world.trainer.run();
    const gaps = world.progresses.slice(1, -1).map(({ at }, i) => at - world.progresses[i]!.at);
    assert.ok(Math.min(...gaps) >= 16);
    assert.ok(Math.max(...gaps) < 33);
    assert.equal(world.progresses.at(-1)!.at, world.clock);
  });

  test('reports even while no step falls due to be recorded', async () => {
    const world = new World(specWith({ steps: 1_000_000, reportEvery: 1_000_000 }), 1);
    world.after(500, () => world.trainer.stop());
    await world.trainer.run();
    assert.ok(world.progresses.length > 15);
  });

  test('stops within one slice when asked, and records where', async () => {
    const world = new World(specWith({ steps: 1_000_000 }), 0.1);
    let asked = 0;
    world.after(100, () => {
      asked = world.steps;
      world.trainer.stop();
    });
    assert.deepEqual(await world.trainer.run(), { kind: 'stopped' });
    assert.equal(world.steps, asked);
    assert.equal(world.trainer.done, asked);
    assert.equal(world.recorded.at(-1), asked - 1);
  });

  test('stops before its first step when asked before', async () => {
    const world = new World(specWith(), 1);
    world.trainer.stop();
    assert.deepEqual(await world.trainer.run(), { kind: 'stopped' });
    assert.deepEqual([world.steps, world.recorded], [0, []]);
  });

  test('makes no step while paused, reports where it stands, and leaves the pause out of its time', async () => {
    const world = new World(specWith({ steps: 1000 }), 1);
    world.after(300, () => world.trainer.pause());
    const ended = world.trainer.run();
    await turns();
    const standing = world.steps;
    assert.ok(standing > 0 && standing < 1000);
    assert.equal(world.progresses.at(-1)!.progress.done, standing);
    world.clock += 60_000;
    await turns();
    assert.equal(world.steps, standing);
    world.trainer.resume();
    assert.deepEqual(await ended, { kind: 'done' });
    assert.equal(world.steps, 1000);
    assert.equal(world.progresses.at(-1)!.progress.elapsedMs, 1000);
  });

  test('stops out of a pause', async () => {
    const world = new World(specWith({ steps: 1000 }), 1);
    world.after(300, () => world.trainer.pause());
    const ended = world.trainer.run();
    await turns();
    const standing = world.steps;
    world.trainer.stop();
    assert.deepEqual(await ended, { kind: 'stopped' });
    assert.equal(world.steps, standing);
  });

  test('begins paused, makes one step at a time and records each, and goes on from there', async () => {
    const spec = specWith({ steps: 10_000, reportEvery: 10_000 });
    assert.ok(recordEvery(spec) > 1);
    const world = new World(spec, 1);
    world.trainer.advance();
    assert.equal(world.steps, 0, 'a run that is not paused is not stepped');
    world.trainer.pause();
    const ended = world.trainer.run();
    await turns();
    assert.equal(world.steps, 0);
    for (const done of [1, 2, 3]) {
      world.trainer.advance();
      await turns();
      assert.equal(world.steps, done);
      assert.deepEqual(world.recorded, [0, 1, 2].slice(0, done));
      assert.equal(world.progresses.at(-1)!.progress.elapsedMs, done);
    }
    world.trainer.resume();
    assert.deepEqual(await ended, { kind: 'done' });
    assert.equal(world.steps, 10_000);
  });

  test('ends by a single step as by any other', async () => {
    const last = new World(specWith({ steps: 1 }), 1);
    const broken = new World(specWith({ steps: 9 }), 1, 0);
    for (const world of [last, broken]) world.trainer.pause();
    const ended = [last.trainer.run(), broken.trainer.run()];
    await turns();
    for (const world of [last, broken]) world.trainer.advance();
    assert.deepEqual(await Promise.all(ended), [{ kind: 'done' }, { kind: 'diverged', step: 0 }]);
    assert.deepEqual([last.recorded, broken.recorded], [[0], [0]]);
  });

  test('does nothing when told what it does already, or after the end', async () => {
    const world = new World(specWith({ steps: 10 }), 1);
    world.trainer.resume();
    await world.trainer.run();
    const reported = world.progresses.length;
    world.trainer.pause();
    world.trainer.resume();
    world.trainer.stop();
    assert.equal(world.trainer.done, 10);
    assert.equal(world.progresses.length, reported);
  });

  for (const breaksAt of [0, 37, 40]) {
    test(`ends as diverged at step ${breaksAt}, and records it with numbers that are not finite`, async () => {
      const world = new World(specWith({ steps: 200_000, reportEvery: 40 }), 0.1, breaksAt);
      assert.deepEqual(await world.trainer.run(), { kind: 'diverged', step: breaksAt });
      assert.equal(world.recorded.at(-1), breaksAt);
      assert.equal(world.recorded.filter((step) => step === breaksAt).length, 1);
      assert.equal(world.history.loss(world.history.length - 1), Infinity);
    });
  }
});

/** Lets everything happen that can happen by itself. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 2000; turn++) await Promise.resolve();
}
