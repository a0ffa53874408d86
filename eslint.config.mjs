import tseslint from 'typescript-eslint';
import {configs as lit} from 'eslint-plugin-lit';
import {configs as wc} from 'eslint-plugin-wc';
import compat from 'eslint-plugin-compat';
import {api} from './build/oldest-browsers/api-rule.mjs';
import {plainBeginning} from './build/lint/plain-beginning.mjs';

/** The layers that each layer of src/ may import, besides itself. A layer reaches a higher one by callbacks only. */
const layers = {
  protocol: [],
  locales: [],
  drivers: ['protocol'],
  backend: ['protocol'],
  cart: ['protocol'],
  session: ['protocol', 'drivers', 'backend', 'cart'],
  elements: ['protocol', 'session', 'cart', 'locales'],
};

/** Folders that every element may use. Only the default layout imports other elements. */
const pieces = 'base|icons|message-list|composer|media|profile-card';
const siblings = {regex: `^\\.\\./(?!(?:${pieces})/|\\.\\./)[^/]+/`, message: 'an element must not know another'};

/** A session imports only the types of drivers. `load-drivers.ts` loads the drivers. */
const driverValues = {group: ['**/drivers/**'], allowTypeImports: true, message: 'load drivers in load-drivers.ts'};

const extra = {elements: siblings, session: driverValues};
const exempt = ['src/elements/live-room/default-layout.ts', 'src/session/connection/load-drivers.ts'];

const restrict = (files, patterns) => ({
  files,
  rules: {'@typescript-eslint/no-restricted-imports': ['error', {patterns}]},
});

const direction = Object.entries(layers).flatMap(([layer, allowed]) => {
  const left = [...Object.keys(layers), 'define', 'frameworks']
    .filter((other) => other !== layer && !allowed.includes(other))
    .map((other) => ({group: [`**/${other}/**`], message: `src/${layer} must not know src/${other}`}));
  const own = exempt.filter((file) => file.startsWith(`src/${layer}/`));
  return [
    restrict([`src/${layer}/**`], extra[layer] ? [...left, extra[layer]] : left),
    ...(own.length ? [restrict(own, left)] : []),
  ];
});

/** The business server can become a package of its own, so it imports nothing of the demo around it. */
const SERVER_ALONE = {
  regex: '^(\\.\\./)+(bots|cloud|dev|shop|studio|test|bench|build)/',
  message: 'demo/server may import its own files, packages and src/protocol',
};
const SERVER_PROTOCOL = {
  regex: '^(\\.\\./)+src/(?!protocol/)',
  message: 'demo/server may import src/protocol, and nothing else of src',
};
/** Shared folders do not import features. A feature imports another one by its index.ts only. */
const SERVER_UP = {
  regex: '^(\\.\\./)+(features(/|\\.ts)|commands/|seed/|(server|start|main)\\.ts)',
  message: 'http, tencent, database, jobs, redis, settings, telemetry and features must not know what is above them',
};
const SERVER_FEATURE = {
  regex: '^\\.\\./(?!index\\.ts|\\.\\./)[^/]+/(?!index\\.ts$)',
  message: 'a feature knows another by its index.ts alone',
};
const serverLayers = [
  restrict(['demo/server/**/*.ts'], [SERVER_ALONE, SERVER_PROTOCOL]),
  restrict(
    ['demo/server/src/{database,http,jobs,redis,settings,telemetry,tencent}/**/*.ts'],
    [SERVER_ALONE, SERVER_PROTOCOL, SERVER_UP],
  ),
  restrict(['demo/server/src/features/**/*.ts'], [SERVER_ALONE, SERVER_PROTOCOL, SERVER_UP, SERVER_FEATURE]),
];

/**
 * Parts of the demo do not import each other. demo/dev starts them and may import all. The studio and the docs are
 * pages of the library's elements; the docs use the tests' rooms in memory.
 */
const demoParts = {cloud: [], bots: [], shop: [], studio: ['src'], docs: ['src', 'test']};
const demoLayers = Object.entries(demoParts).flatMap(([part, allowed]) => {
  const others = ['bots', 'cloud', 'dev', 'server', 'shop', 'studio', 'docs', 'src', 'test', 'bench', 'build'];
  const hidden = others.filter((other) => other !== part && !allowed.includes(other)).join('|');
  const message = `demo/${part} may import its own files and packages`;
  return [
    restrict([`demo/${part}/**/*.{ts,js}`], [{regex: `^(\\.\\./)+(${hidden})/`, message}]),
    // The studio has folders with the names of the demo's parts: there `../shop/` is its own folder.
    ...(part === 'studio'
      ? [restrict(['demo/studio/*/**/*.ts'], [{regex: `^\\.\\./(\\.\\./)+(${hidden})/`, message}])]
      : []),
  ];
});

/** Tests find elements by part, role and label. Only harnesses may use a private class. */
const privateClasses = ['Literal[value=/\\.[a-z]/]', 'TemplateLiteral:has(TemplateElement[value.raw=/\\.[a-z$]/])'].map(
  (argument) => ({
    selector: `CallExpression[callee.property.name=/^querySelector(All)?$/] > ${argument}`,
    message: 'Find it by part, role or label, or name its class in test/support/browser/private-elements.ts.',
  }),
);

/** A key handler that reads the event itself also acts on keys of an input method. */
const ASK_PRESSED_KEY = 'Ask pressedKey(event): an input method may have handled the key.';
const keysTakenApart = [
  {selector: "ObjectPattern[typeAnnotation.typeAnnotation.typeName.name='KeyboardEvent']", message: ASK_PRESSED_KEY},
  {
    selector:
      "CallExpression[callee.property.name='addEventListener'][arguments.0.value=/^key/] > :function > ObjectPattern",
    message: ASK_PRESSED_KEY,
  },
];

/** Files that load modules on demand without `lazy`. */
const loaders = [
  'src/session/connection/load-drivers.ts',
  'src/locales/find-locale.ts',
  'src/locales/commerce/load-commerce-terms.ts',
  'src/define/{classic,launcher-script,script}.ts',
];
const loadByLazy = {
  selector: "ImportExpression:not(CallExpression[callee.name='lazy'] ImportExpression)",
  message: 'Load a module on demand by lazy(() => import()).',
};

const KEYS = ['event.key', 'event.code', 'keyCode', 'isComposing'].map((path) => {
  const [property, object] = path.split('.').reverse();
  return {...(object && {object}), property, message: ASK_PRESSED_KEY};
});

/** Old libraries of the page, and additions of its scripts to `Object.prototype`, change the behaviour of these. */
const REPLACED = [
  {object: 'JSON', property: 'stringify', message: 'toJson(value): Prototype 1.6 changes it.'},
  {object: 'Array', property: 'from', message: 'Spread or loop: Prototype 1.7 and MooTools replace it.'},
  {object: 'v', property: 'object', message: 'object(entries) of protocol/schema.'},
];

/** APIs that the oldest browsers lack (`browserslist` in package.json), each with its substitute. */
const NEWER = {
  'CanvasRenderingContext2D.imageSmoothingQuality': 'pictures are made smaller by the browser’s own default',
  'CSSStyleProperties.containIntrinsicBlockSize':
    'pages out of view have no height guessed; the list still follows its end',
  'Document.exitPictureInPicture': 'never reached: no button without pictureInPictureEnabled',
  'Document.pictureInPictureElement': 'never reached: no button without pictureInPictureEnabled',
  'Document.pictureInPictureEnabled': 'undefined: no button',
  'ElementInternals.states': 'optional; parts and classes stay',
  'HTMLVideoElement.cancelVideoFrameCallback': 'asked for only after requestVideoFrameCallback',
  'HTMLVideoElement.playsInline': 'Firefox plays inline always',
  'HTMLVideoElement.requestPictureInPicture': 'rejects, as promised',
  'HTMLVideoElement.requestVideoFrameCallback': 'asked for first; else the video’s own clock',
  'Intl.Segmenter': 'asked for first; else a pattern',
  'Segmenter.segment': 'asked for first; else a pattern',
  reportError: 'asked for first; else console.error',
};

export default tseslint.config(
  {
    ignores: [
      'demo/shop/examples/frameworks/**',
      'dist/**',
      'demo/server/dist/**',
      'demo/docs/dist/**',
      'node_modules/**',
      '.data/**',
      'bench/out/**',
      'test/out/**',
    ],
  },
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
      '@typescript-eslint/no-empty-object-type': ['error', {allowInterfaces: 'with-single-extends'}],
      'no-warning-comments': ['error', {terms: ['todo', 'fixme', 'xxx']}],
    },
  },
  {
    files: ['test/{elements,drivers,visual,support}/**/*.ts'],
    rules: {
      // Chai asserts by property access: `expect(it).to.be.true`.
      '@typescript-eslint/no-unused-expressions': 'off',
      // Sinon's spies replace methods.
      '@typescript-eslint/unbound-method': 'off',
      // The types of its `equal` return a promise, which only snapshots need.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {allowForKnownSafeCalls: [{from: 'package', name: 'Equal', package: 'chai'}]},
      ],
    },
  },
  {
    files: ['{src,bin,build,test,demo}/**/*.{ts,mjs,js}', '*.{ts,mjs}'],
    plugins: {plain: {rules: {beginning: plainBeginning}}},
    rules: {'plain/beginning': 'error'},
  },
  {files: ['{src,demo/studio}/**/*.ts'], ...lit['flat/recommended']},
  {files: ['{src,demo/studio}/**/*.ts'], ...wc['flat/recommended']},
  // Lit calls a template's listeners on the element.
  {files: ['{src/elements,demo/studio}/**/*.ts'], rules: {'@typescript-eslint/unbound-method': 'off'}},
  // React and Solid declare the types of JSX in a namespace.
  {files: ['src/frameworks/*.ts'], rules: {'@typescript-eslint/no-namespace': 'off'}},
  ...direction,
  ...serverLayers,
  ...demoLayers,
  {
    files: ['src/**/*.ts'],
    ignores: loaders,
    rules: {
      'no-restricted-syntax': ['error', loadByLazy, ...keysTakenApart],
    },
  },
  {
    files: ['test/{elements,drivers,visual,e2e}/**/*.ts'],
    rules: {'no-restricted-syntax': ['error', ...privateClasses]},
  },
  {files: ['demo/shop/**/*.js', 'demo/studio/**/*.ts'], rules: {'no-restricted-syntax': ['error', ...keysTakenApart]}},
  {
    files: ['src/**/*.ts', 'demo/shop/**/*.js', 'demo/studio/**/*.ts'],
    ignores: ['src/elements/base/pressed-key.ts'],
    rules: {'no-restricted-properties': ['error', ...KEYS]},
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/elements/base/pressed-key.ts'],
    rules: {'no-restricted-properties': ['error', ...KEYS, ...REPLACED]},
  },
  {
    files: ['src/**/*.ts', 'demo/shop/**/*.js', 'demo/studio/**/*.ts'],
    plugins: {compat, 'oldest-browsers': {rules: {api}}},
    languageOptions: {parserOptions: {project: ['test/tsconfig.json'], tsconfigRootDir: import.meta.dirname}},
    settings: {polyfills: ['Intl.Segmenter', 'reportError']}, // By NEWER.
    rules: {'compat/compat': 'error', 'oldest-browsers/api': ['error', NEWER]},
  },
  {
    files: ['src/drivers/page-globals.ts', 'src/protocol/{json,schema}.ts'],
    rules: {'no-restricted-properties': 'off'},
  },
);
