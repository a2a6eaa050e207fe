// What `--help` prints: every option with its range and default, from the table in shared/options.ts.
import * as l10n from '@vscode/l10n';
import { allowed, kebabCase, options, optionText, type OptionName } from '../../shared/spec/options.ts';
import { optimizerKinds, optimizers, type OptimizerKind } from '../../shared/spec/optimizers.ts';

/** One sentence an option. */
const descriptions: Readonly<Record<OptionName, () => string>> = {
  optimizer: () => l10n.t('How the weights move along their gradient.'),
  learningRate: () => l10n.t('How far the weights move at each update.'),
  momentum: () => l10n.t('How much of its speed momentum keeps from step to step.'),
  'adam.beta1': () => l10n.t('How much Adam remembers of the gradients.'),
  'adam.beta2': () => l10n.t('How much Adam remembers of the squared gradients.'),
  'adam.epsilon': () => l10n.t('Keeps Adam from dividing by zero.'),
  steps: () => l10n.t('How many updates to make.'),
  batchSize: () => l10n.t('How many samples one update looks at.'),
  reportEvery: () => l10n.t('Prints the loss on all data after every so many steps.'),
  samples: () => l10n.t('How many points there are to learn from.'),
  dataSeed: () => l10n.t("Seed of the points, as numpy's RandomState takes it."),
  weightSeed: () => l10n.t("Seed of the first weights, as TensorFlow 1's random_normal takes it."),
  engine: () => l10n.t('What computes.'),
};

const groups: readonly { title: () => string; names: readonly OptionName[] }[] = [
  {
    title: () => l10n.t('How it learns:'),
    names: ['optimizer', 'learningRate', 'momentum', 'adam.beta1', 'adam.beta2', 'adam.epsilon'],
  },
  { title: () => l10n.t('How long:'), names: ['steps', 'batchSize', 'reportEvery'] },
  { title: () => l10n.t('From what:'), names: ['samples', 'dataSeed', 'weightSeed'] },
  { title: () => l10n.t('By what means:'), names: ['engine'] },
];

const examples: readonly { command: string; what: () => string }[] = [
  { command: 'npm run train', what: () => l10n.t("The lesson's program, as it is.") },
  {
    command: 'npm run train -- --optimizer adam --steps 20000 --report-every 2500',
    what: () => l10n.t('The same network, trained by Adam, to its limit on this data.'),
  },
  {
    command: 'npm run train -- --optimizer momentum --batch-size 10 --learning-rate 0.00005 --steps 40000',
    what: () => l10n.t("The last experiment of the lesson's author."),
  },
  {
    command: 'npm run -s train -- --json | tail -n 1',
    what: () => l10n.t('The final loss and weights, for another program.'),
  },
  {
    command: 'npm run train -- step 1500 --optimizer adam',
    what: () => l10n.t('Step 1500 of a run by Adam, with all its numbers.'),
  },
];

/** The whole text, in the person's language. */
export function help(): string {
  return [
    l10n.t('Usage: node dist/cli.js train [options]    or: npm run train -- [options]'),
    '',
    l10n.t("Trains the lesson's small network (2 inputs, 3 hidden units, 1 output) and prints what its program"),
    l10n.t('prints: the data, the weights before, the loss as it falls, and the weights after.'),
    '',
    l10n.t('Or: node dist/cli.js train step N [options]    npm run train -- step N [options]'),
    '',
    l10n.t('Prints step N of that run, from 0, with all its numbers: the batch, forward, backward, the update,'),
    l10n.t('and a check of its gradients.'),
    '',
    l10n.t('Every option is also a setting in VS Code: --learning-rate is backprop.learningRate.'),
    ...groups.flatMap(({ title, names }) => ['', title(), ...names.flatMap(entry)]),
    '',
    l10n.t('Any other network:'),
    '  --spec FILE.json',
    `      ${l10n.t('The run that a file describes, in place of the options above: examples/xor.json is one.')}`,
    '',
    l10n.t('What it prints:'),
    '  --json',
    `      ${l10n.t('JSON lines instead: "start", a "report" for each loss, and "done" with the weights;')}`,
    `      ${l10n.t('or "failed" with a message, or "stopped" after Ctrl+C. Of a step, one object.')}`,
    '  -h, --help',
    `      ${l10n.t('This text.')}`,
    '',
    l10n.t('Examples:'),
    ...examples.flatMap(({ command, what }) => [`  ${command}`, `      ${what()}`]),
    '',
    l10n.t('Exit status: 0 when trained, 1 for a bad option or a run that diverged, 130 after Ctrl+C.'),
    '',
  ].join('\n');
}

function entry(name: OptionName): string[] {
  const option = options[name];
  const range = l10n.t('{0}; {1} where not given', allowed(option), optionText(option, option.default));
  const choices = name === 'optimizer' ? optimizerKinds.map(optimizerLine) : [];
  return [`  --${kebabCase(name)}`, `      ${descriptions[name]()}`, `      ${range}`, ...choices];
}

function optimizerLine(kind: OptimizerKind): string {
  const row = optimizers[kind];
  return `        ${kind.padEnd(10)}${row.label()}, tf.train.${row.tensorflowName}`;
}
