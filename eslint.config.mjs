import tseslint from 'typescript-eslint';

/** Which rooms a room's files may not import from: the walls of ARCHITECTURE.md. */
const wall = (files, ...patterns) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: patterns.map((regex) => ({ regex, message: 'See the table of rooms in ARCHITECTURE.md.' })) },
    ],
  },
});
const rooms = (...names) => `^(\\.\\./)+(${names.join('|')})/`;

export default tseslint.config(
  { ignores: ['dist/', 'dist-test/', '.vscode-test/', 'node_modules/', 'src/training/engines/kernel/assembly/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['eslint.config.mjs'] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Pinned indices into checked shapes; the compiler's own noUncheckedIndexedAccess asks for them.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Plain scripts: this one, and those that a VS Code loads as they are.
    files: ['eslint.config.mjs', 'scripts/**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: { require: false, module: false, exports: false } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['test/**'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  {
    // Text reaches VS Code's surface by one file, where it becomes plain.
    files: ['src/host/**', 'src/*.ts'],
    ignores: ['src/host/surface/surface.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'MemberExpression[property.name=/^(show\\w+Message|showInputBox|showQuickPick|createInputBox|createQuickPick|withProgress|setStatusBarMessage|MarkdownString)$/]',
          'AssignmentExpression[left.property.name=/^(tooltip|prompt|placeholder|validationMessage)$/]',
        ].map((selector) => ({
          selector,
          message: 'VS Code would make links of it: see src/host/surface/surface.ts.',
        })),
      ],
    },
  },
  wall(['src/shared/**'], '^vscode$', '^node:', '^@tensorflow', rooms('training', 'host', 'webview')),
  wall(['src/training/**'], '^vscode$', '^node:', '^@tensorflow', rooms('host', 'webview')),
  wall(
    ['src/training/engines/tfjs/tfjs.ts', 'src/training/engines/tfjs/tfjs-product.ts'],
    '^vscode$',
    '^node:',
    rooms('host', 'webview'),
  ),
  wall(
    ['src/training/cli/**', 'src/training/worker/worker.node.ts'],
    '^vscode$',
    '^@tensorflow',
    rooms('host', 'webview'),
  ),
  wall(['src/host/**'], '^node:', '^@tensorflow', rooms('training', 'webview')),
  wall(['src/host/worker/spawn.node.ts'], '^@tensorflow', rooms('training', 'webview')),
  wall(['src/webview/**'], '^vscode$', '^node:', '^@tensorflow', rooms('training', 'host')),
);
