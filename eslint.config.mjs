/** What code in this workspace may look like, and who may import whom (docs/architecture.md). Run it through Nx: the boundaries need the project graph. */
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { moduleBoundaries, serviceLayers } from './eslint/boundaries.mjs';
import { testsThatRun } from './eslint/tests.mjs';

export default tseslint.config(
  { ignores: ['**/node_modules', '**/dist', '.local', '.nx', 'coverage', 'tools/checks/fixtures', '**/*.d.ts'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.recommended.map((rules) => ({ ...rules, files: ['**/*.ts', '**/*.tsx', '**/*.mjs'] })),
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description', minimumDescriptionLength: 5 }],
      '@typescript-eslint/no-extraneous-class': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
      'no-throw-literal': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 5],
    },
  },
  {
    files: ['**/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.story.ts', '**/*.fixture.ts', '**/*.contract.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true, IIFEs: true }] },
  },
  ...moduleBoundaries,
  ...serviceLayers,
  ...testsThatRun,
);
