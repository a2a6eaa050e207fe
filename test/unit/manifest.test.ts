// The manifest says what the tables say.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { optimizers, optimizerKinds } from '../../src/shared/spec/optimizers.ts';
import { optionNames, options } from '../../src/shared/spec/options.ts';

interface Manifest {
  categories: string[];
  keywords: string[];
  galleryBanner: { color: string; theme: string };
  main: string;
  browser: string;
  capabilities: unknown;
  contributes: {
    commands: { command: string; category: string; enablement?: string }[];
    menus: Record<string, { command: string }[]>;
    keybindings: { command: string; key: string; when: string }[];
    configuration: { properties: Record<string, Record<string, unknown>> };
  };
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const { properties } = manifest.contributes.configuration;
const english = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Record<string, string>;

describe('settings', () => {
  test('are the options, in the same order, and how many runs are kept', () => {
    assert.deepEqual(Object.keys(properties), [...optionNames.map((name) => `backprop.${name}`), 'backprop.runs.kept']);
    assert.deepEqual(
      Object.values(properties).map((property) => property['order']),
      Object.keys(properties).map((_, index) => index + 1),
    );
  });

  for (const name of optionNames) {
    test(`${name} has the type, the range and the default of its option`, () => {
      const property = properties[`backprop.${name}`]!;
      const facets = ['type', 'default', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'enum'];
      assert.deepEqual(Object.fromEntries(facets.flatMap((key) => (key in property ? [[key, property[key]]] : []))), {
        ...options[name],
      });
    });
  }

  test('name TensorFlow’s own class for each optimizer', () => {
    for (const kind of optimizerKinds) {
      assert.ok(english[`optimizer.${kind}.description`]!.includes(optimizers[kind].tensorflowName));
    }
  });
});

test('commands have the category Backprop, and those that need a run are enabled only with one', () => {
  const enablement = Object.fromEntries(
    manifest.contributes.commands.map(({ command, category, enablement }) => {
      assert.equal(category, 'Backprop');
      return [command, enablement];
    }),
  );
  assert.deepEqual(enablement, {
    'backprop.train': undefined,
    'backprop.trainStepByStep': undefined,
    'backprop.pause': 'backprop.state == running',
    'backprop.resume': 'backprop.state == paused',
    'backprop.stop': 'backprop.alive',
    'backprop.stepForward': 'backprop.hasSteps',
    'backprop.stepBack': 'backprop.hasSteps',
    'backprop.goToStep': 'backprop.hasSteps',
    'backprop.showPanel': undefined,
    'backprop.showLog': undefined,
    'backprop.openSettings': undefined,
    // Those on a run of the list are in its menus; the palette's conditions are beside them.
    'backprop.openRun': undefined,
    'backprop.trainAgain': undefined,
    'backprop.trainOn': undefined,
    'backprop.renameRun': undefined,
    'backprop.pinRun': undefined,
    'backprop.unpinRun': undefined,
    'backprop.useSettings': undefined,
    'backprop.copyRun': undefined,
    'backprop.deleteRuns': undefined,
  });
});

test('key bindings are of commands, and hold only while the panel or the list of runs has the focus', () => {
  const commands = manifest.contributes.commands.map(({ command }) => command);
  for (const { command, key, when } of manifest.contributes.keybindings) {
    assert.ok(commands.includes(command), command);
    if (when === 'focusedView == backprop.runs && !inputFocus') continue;
    assert.ok(key.includes('+'), `${key} is typed into fields`);
    assert.equal(when, "activeWebviewPanelId == 'backprop.panel'");
  }
});

test('every menu is of commands that there are', () => {
  const commands = new Set(manifest.contributes.commands.map(({ command }) => command));
  for (const entry of Object.values(manifest.contributes.menus).flat()) {
    assert.ok(commands.has(entry.command), entry.command);
  }
});

test('it loads on the desktop and on the web, in untrusted and in virtual workspaces', () => {
  assert.equal(manifest.main, './dist/extension.js');
  assert.equal(manifest.browser, './dist/extension.web.js');
  assert.deepEqual(manifest.capabilities, { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true });
});

describe('on the marketplace', () => {
  // https://code.visualstudio.com/api/references/extension-manifest
  const categories = [
    ...[
      'Programming Languages',
      'Snippets',
      'Linters',
      'Themes',
      'Debuggers',
      'Formatters',
      'Keymaps',
      'SCM Providers',
    ],
    ...['Other', 'Extension Packs', 'Language Packs', 'Data Science', 'Machine Learning', 'Visualization', 'Notebooks'],
    ...['Education', 'Testing', 'AI', 'Chat'],
  ];

  test('it stands in categories that there are, under at most 30 keywords', () => {
    assert.ok(manifest.categories.length > 0);
    for (const category of manifest.categories) assert.ok(categories.includes(category), category);
    assert.equal(new Set(manifest.keywords).size, manifest.keywords.length);
    assert.ok(manifest.keywords.length <= 30);
  });

  test('its banner has a colour, and letters that are seen on it', () => {
    const { color, theme } = manifest.galleryBanner;
    assert.match(color, /^#[0-9a-f]{6}$/);
    const lightness = Math.max(...[1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)));
    assert.equal(theme, lightness < 128 ? 'dark' : 'light');
  });
});
