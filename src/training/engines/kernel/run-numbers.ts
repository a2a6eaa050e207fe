// The numbers by which runs of one kind differ, in the order of assembly/numbers.ts, and what an optimizer's memories
// begin with. Knows nothing of where they lie.
import { huberDeltaOf, type OptimizerSpec, type RunSpec, type ScheduleSpec } from '../../../shared/spec/spec.ts';

interface OptimizerNumbers {
  readonly fade1?: number;
  readonly fade2?: number;
  readonly epsilon?: number;
  readonly weightDecay?: number;
  /** In double precision. */
  readonly betas?: readonly [number, number];
  /** What each of the optimizer's memories begins with. */
  readonly memories: readonly number[];
}

type Rows<Spec extends { kind: string }, Numbers> = {
  readonly [Kind in Spec['kind']]: (spec: Extract<Spec, { kind: Kind }>) => Numbers;
};

const adam = ({ beta1, beta2, epsilon }: { beta1: number; beta2: number; epsilon: number }) => ({
  fade1: beta1,
  fade2: beta2,
  epsilon,
  memories: [0, 0],
});

const optimizerNumbers: Rows<OptimizerSpec, OptimizerNumbers> = {
  sgd: () => ({ memories: [] }),
  momentum: ({ momentum }) => ({ fade1: momentum, memories: [0] }),
  nesterov: ({ momentum }) => ({ fade1: momentum, memories: [0] }),
  adam,
  adamKeras: adam,
  rmsprop: ({ rho, momentum, epsilon }) => ({ fade1: rho, fade2: momentum, epsilon, memories: [1, 0] }),
  adagrad: ({ initialAccumulator }) => ({ memories: [initialAccumulator] }),
  adadelta: ({ rho, epsilon }) => ({ fade1: rho, epsilon, memories: [0, 0] }),
  adamw: (spec) => ({ ...adam(spec), weightDecay: spec.weightDecay, betas: [spec.beta1, spec.beta2] }),
};

const scheduleNumbers: Rows<ScheduleSpec, readonly [steps: number, number: number]> = {
  constant: () => [1, 1],
  exponentialDecay: ({ steps, rate }) => [steps, rate],
  staircase: ({ steps, rate }) => [steps, rate],
  cosine: ({ steps, end }) => [steps, end],
  warmup: ({ steps, start }) => [steps, start],
};

function numbersOf<Kind extends OptimizerSpec['kind']>(spec: Extract<OptimizerSpec, { kind: Kind }>): OptimizerNumbers {
  const row: Rows<OptimizerSpec, OptimizerNumbers>[Kind] = optimizerNumbers[spec.kind];
  return row(spec);
}

function ofSchedule<Kind extends ScheduleSpec['kind']>(schedule: Extract<ScheduleSpec, { kind: Kind }>) {
  const row: Rows<ScheduleSpec, readonly [number, number]>[Kind] = scheduleNumbers[schedule.kind];
  return row(schedule);
}

/** What each of an optimizer's memories of a weight begins with: none, one or two. */
export function memoriesOf(spec: OptimizerSpec): readonly number[] {
  return numbersOf(spec).memories;
}

export const numberCount = 16;
/** Where a state's `powers` stand, which change from step to step. */
export const powerPlaces = [8, 9] as const;
/** Where numbers in double precision stand, in two vectors each. */
export const doublePlaces = [12, 14] as const;

/** A run's numbers, in the kernel's order. @param bound see `safeBound` */
export function runNumbers(spec: RunSpec, bound: number): number[] {
  const { fade1 = 0, fade2 = 0, epsilon = 0, weightDecay = 0, betas } = numbersOf(spec.optimizer);
  const { learningRate } = spec.optimizer;
  const l2 = 2 * (spec.l2 ?? 0);
  const schedule = ofSchedule(spec.schedule ?? { kind: 'constant' });
  const powers = betas ? betas.map((beta) => 1 - beta) : [fade1, fade2];
  return [learningRate, fade1, fade2, epsilon, weightDecay, l2, huberDeltaOf(spec), bound, ...powers, ...schedule];
}

/** Those in double precision, for `doublePlaces`. */
export function runDoubles({ optimizer }: RunSpec): readonly number[] {
  return numbersOf(optimizer).betas ?? [];
}
