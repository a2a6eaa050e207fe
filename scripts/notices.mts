// The notice of what others wrote in the bundles: each npm package and each source of ours that follows another's, with
// its licence. Throws where a licence is missing or is none of those that are allowed. Knows nothing of packing.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface Work {
  /** With its version, where one is known. */
  readonly title: string;
  readonly licence: string;
  readonly address: string;
  /** What is said of it beside its licence: what of it is here, and the notices in its files. */
  readonly notices: readonly string[];
  /** The licence, whole. */
  readonly text: string;
}

/** The licences that may be in the package, each with words of its text. Another one is a person's to decide about. */
const allowed: Readonly<Record<string, RegExp>> = {
  'Apache-2.0': /Apache License\s+Version 2\.0, January 2004/,
  'BSD-3-Clause': /Redistribution and use in source and binary forms/,
  'CC-BY-4.0': /^Attribution 4\.0 International/,
  MIT: /Permission is hereby granted, free of charge/,
};

/** What must be known of packages beside what they say themselves. */
const packages: Readonly<Record<string, { licence?: string; copy?: string; note?: string }>> = {
  // These come without the text, so scripts/licences/ has a copy. That of @vscode/l10n is Microsoft's, as it stands beside the code of its other packages.
  '@tensorflow/tfjs-backend-cpu': { copy: 'apache-2.0.txt' },
  '@tensorflow/tfjs-core': { copy: 'apache-2.0.txt' },
  '@vscode/l10n': { copy: 'vscode-l10n.txt' },
  '@vscode/codicons': {
    note: 'Icons by Microsoft Corporation, unchanged, under https://creativecommons.org/licenses/by/4.0/',
  },
  assemblyscript: { note: 'Compiled into the kernel: parts of its standard library.' },
  // Its manifest says MIT, its readme "See source", and its source this.
  'mersenne-twister': { licence: 'BSD-3-Clause' },
};

/** Files that are in a bundle without esbuild's knowledge, each by the one that it knows. */
const compiledInto: Readonly<Record<string, string>> = {
  // Its powers and cosines.
  'src/training/engines/kernel/kernel.wasm': 'node_modules/assemblyscript/std/assembly/math.ts',
};

/** Our sources that follow another's closely. */
export const ports: Readonly<Record<string, Omit<Work, 'text'> & { copy: string }>> = {
  'src/training/run/numpy.ts': {
    title: 'NumPy',
    licence: 'BSD-3-Clause',
    address: 'https://github.com/numpy/numpy',
    notices: ['Ported to TypeScript: parts of numpy/core/arrayprint.py.'],
    copy: 'numpy.txt',
  },
  'src/training/data/random/philox.ts': {
    title: 'TensorFlow',
    licence: 'Apache-2.0',
    address: 'https://github.com/tensorflow/tensorflow',
    notices: [
      'Ported to TypeScript: parts of tensorflow/core/lib/random/philox_random.h and random_distributions.h.',
      'Copyright 2015 The TensorFlow Authors. All Rights Reserved.',
    ],
    copy: 'apache-2.0.txt',
  },
};

/**
 * @param sources the files in the bundles, as esbuild names them: from the project's folder, with slashes
 * @param folder the project's
 * @returns the notice as plain text: who is in it, then each licence once, below all that stand under it
 * @throws Error that names the package whose licence is missing, unknown or not allowed
 */
export function noticeOf(sources: Iterable<string>, folder = '.'): string {
  const works = worksIn(sources, folder).sort((a, b) => (a.title < b.title ? -1 : 1));
  const byText = Map.groupBy(works, ({ text }) => inOneLine(text));
  return [
    'THIRD-PARTY SOFTWARE IN BACKPROP',
    'Backprop itself stands under the licence in LICENSE. It holds parts of:',
    works.map(({ title, licence }) => `  ${title} (${licence})`).join('\n'),
    ...[...byText.values()].map((sharing) =>
      ['='.repeat(80), ...sharing.map(headOf), '-'.repeat(80), sharing[0]!.text].join('\n\n'),
    ),
    '',
  ].join('\n\n');
}

function headOf({ title, licence, address, notices }: Work): string {
  return [`${title} (${licence})`, address, ...notices].filter(Boolean).join('\n');
}

function worksIn(sources: Iterable<string>, folder: string): Work[] {
  const files = [...new Set(sources)].flatMap((file) => [file, ...(compiledInto[file] ? [compiledInto[file]] : [])]);
  const byPackage = Map.groupBy(files, (file) => /^(?:.+\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0]);
  // Sources of our own, and those that esbuild left out at a package's wish: "(disabled):node_modules/…".
  for (const at of byPackage.keys()) if (!at?.startsWith('node_modules/')) byPackage.delete(at);
  return [
    ...[...byPackage].map(([at, inIt]) => readPackage(at!, inIt, folder)),
    ...files.flatMap((file) => ports[file] ?? []).map((port) => ({ ...port, text: readCopy(port.copy, folder) })),
  ];
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly repository?: string | { readonly url: string };
}

function readPackage(at: string, files: readonly string[], folder: string): Work {
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8').replace(/^\uFEFF|\r/g, '');
  const manifest = JSON.parse(read(`${at}/package.json`)) as Manifest;
  const { name, version, repository = '' } = manifest;
  const { licence = manifest.license, copy, note } = packages[name] ?? {};
  if (typeof licence !== 'string' || !Object.hasOwn(allowed, licence))
    throw new Error(`${name} ${version} is in a bundle, and its licence is none that is allowed: ${String(licence)}`);
  const own = (pattern: RegExp) => readdirSync(path.join(folder, at)).find((file) => pattern.test(file));
  const inFiles = [...new Set(files.flatMap((file) => legalComments(read(file))))].sort();
  const file = own(/^licen[cs]e(\.md|\.txt)?$/i);
  const text = copy
    ? readCopy(copy, folder)
    : file
      ? read(`${at}/${file}`)
      : inFiles.filter((said) => allowed[licence]!.test(said)).join('\n\n');
  if (!allowed[licence]!.test(text.trim()))
    throw new Error(`${name} ${version} is in a bundle, and the text of its licence, ${licence}, is not in it`);
  const notice = own(/^notice(\.md|\.txt)?$/i);
  return {
    title: `${name} ${version}`,
    licence,
    address: (typeof repository === 'string' ? repository : repository.url)
      .replace(/^git\+|\.git$/g, '')
      .replace(/^git:/, 'https:'),
    notices: [
      ...(note ? [note] : []),
      ...inFiles.filter((said) => !inOneLine(text).includes(inOneLine(said))),
      ...(notice ? [`\n${read(`${at}/${notice}`).trim()}`] : []),
    ],
    text: text.replace(/^\n+/, '').trimEnd(),
  };
}

/** The comments that speak of rights, without their stars and without Apache's own words, which its text has. */
function legalComments(source: string): string[] {
  const comments = source.match(/\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm) ?? [];
  return comments
    .filter((comment) => /copyright/i.test(comment))
    .map((comment) =>
      comment
        .replace(/^[ \t]*(?:\/\*+|\*+\/|\*|\/\/) ?/gm, '')
        .replace(/\*+\/$|@license *\n?|^ ?={9,}/gm, '')
        .replace(/Licensed under the Apache License[\s\S]*limitations under the License\.?/, '')
        .replace(/[ \t]+$/gm, '')
        .trim(),
    );
}

/** The licence of a work that comes without one. */
function readCopy(name: string, folder: string): string {
  return readFileSync(path.join(folder, 'scripts/licences', name), 'utf8').trimEnd();
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
