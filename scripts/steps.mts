// The steps of `npm test` and of `npm run figures`, in their order: what each runs, and where it can't. Knows nothing of how
// they are run.
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from './paths.mts';
import { getBrowser } from './vscode/browser.mts';
import { getServer, getVSCode, serverImpossible, type VSCode } from './vscode/get.mts';

export interface Step {
  readonly title: string;
  /** Gets what it needs, and says the program to run in the project's folder, with its arguments. Steps run side by side. */
  command(print: (text: string) => void): readonly string[] | Promise<readonly string[]>;
  /** It runs tests: it must say at its end how many passed. */
  readonly tests?: true;
  /** It needs what the step `build` makes. */
  readonly built?: true;
  /** Why it can't run on this machine; undefined where it can. */
  impossible?(): string | undefined;
}

const build: Step = { title: 'Build', command: () => node('scripts/build.mts', '--tests') };

/** What must pass. */
export const steps = {
  format: { title: 'Format', command: () => tool('prettier/bin/prettier.cjs', '--check', '.') },
  lint: { title: 'Lint', command: () => tool('eslint/bin/eslint.js', '.') },
  types: { title: 'Types', command: () => tool('typescript/bin/tsc', '--build') },
  build,
  unit: { title: 'Unit tests', command: () => unitTests(), tests: true, built: true },
  view: viewStep('View tests', 'dist-test/view/**/*.test.js'),
  person: personStep('A person at the workbench', 'test/person/!(vsix|start).test.mts'),
  vscode: suiteStep('VS Code, node extension host', 'node'),
  web: suiteStep('VS Code, web extension host', 'web'),
  vsix: personStep('The packed extension', 'test/person/vsix.test.mts'),
  start: personStep('npm start', 'test/person/start.test.mts'),
} satisfies Record<string, Step>;

/** What is measured. */
export const figures = {
  build,
  host: suiteStep('What the extension costs its host', 'figures'),
  frames: viewStep('What a frame costs the panel', 'dist-test/view/**/*.figures.js'),
  step: personStep('How fast the Step view follows', 'test/person/step.figures.mts'),
} satisfies Record<string, Step>;

/** A step in which Chromium shows the panel alone. */
function viewStep(title: string, files: string) {
  return {
    title,
    command: () => {
      process.env['CHROMIUM'] = getBrowser();
      return nodeTests(files, `--test-concurrency=${availableParallelism()}`);
    },
    tests: true,
    built: true,
  } as const;
}

/** A step in which Chromium drives the workbench of VS Code's server. */
function personStep(title: string, files: string) {
  return {
    title,
    command: (print: (text: string) => void) => {
      print(`Using ${getServer().name}.\n`);
      // One process, so that the files can share a workbench.
      return nodeTests(files, '--test-isolation=none');
    },
    tests: true,
    built: true,
    impossible: serverImpossible,
  } as const;
}

let chosen: Promise<VSCode> | undefined;

/** The tests of test/vscode in one extension host of the VS Code that is chosen once. */
function suiteStep(title: string, name: string) {
  return {
    title,
    command: async (print: (text: string) => void) => {
      const vscode = await (chosen ??= getVSCode());
      print(`Using ${vscode.name}.\n`);
      return [...vscode.wrapper, ...node('scripts/vscode/run-suite.mts', name, vscode.executable)];
    },
    tests: true,
    built: true,
  } as const;
}

function unitTests(): string[] {
  // They only compute, so every core may have a file of them.
  return nodeTests('dist-test/unit/**/*.test.js', `--test-concurrency=${availableParallelism()}`);
}

function nodeTests(pattern: string, ...options: string[]): string[] {
  const files = globSync(pattern, { cwd: root });
  // Without files node would look for some by itself.
  if (files.length === 0) throw new Error(`There are no tests: ${pattern}`);
  return node('--test', '--test-reporter=spec', ...options, ...files);
}

function tool(file: string, ...args: string[]): string[] {
  return node(path.join('node_modules', file), ...args);
}

function node(...args: string[]): string[] {
  return [process.execPath, ...args];
}
