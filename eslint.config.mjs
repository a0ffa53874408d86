import tseslint from 'typescript-eslint';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';

/** What each layer of src/ may import, besides itself. Down by import, up by callback. */
const layers = {
  protocol: [],
  locales: [],
  drivers: ['protocol'],
  backend: ['protocol'],
  session: ['protocol', 'drivers', 'backend'],
  elements: ['protocol', 'session', 'locales'],
};

const direction = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`src/${layer}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [...Object.keys(layers), 'define']
          .filter((other) => other !== layer && !allowed.includes(other))
          .map((other) => ({group: [`**/${other}/**`], message: `src/${layer} must not know src/${other}`})),
      },
    ],
  },
}));

/** Where something heavy may be loaded on demand: nowhere else. */
const loaders = ['src/session/load-drivers.ts', 'src/locales/locale.ts', 'src/define/classic.ts'];

export default tseslint.config(
  {ignores: ['dist/**', 'node_modules/**', '.data/**', 'bench/out/**', 'test/out/**']},
  {files: ['**/*.{ts,mjs,js}'], extends: [tseslint.configs.base]},
  {
    files: ['{src,demo,test,bench}/**/*.ts', '*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['tsconfig.json', 'demo/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_'}],
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-warning-comments': ['error', {terms: ['todo', 'fixme', 'xxx']}],
    },
  },
  {files: ['src/**/*.ts'], ...lit['flat/recommended']},
  {files: ['src/**/*.ts'], ...wc['flat/recommended']},
  ...direction,
  {
    files: ['src/**/*.ts'],
    ignores: loaders,
    rules: {
      'no-restricted-syntax': ['error', {selector: 'ImportExpression', message: 'Load on demand only in a loader.'}],
    },
  },
);
