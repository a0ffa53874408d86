import {ESLint} from 'eslint';
import {expect, test} from 'vitest';

const RULES = [
  '@typescript-eslint/no-restricted-imports',
  'no-restricted-syntax',
  'no-restricted-properties',
  'plain/beginning',
];

// These rules need no types, so no TypeScript program is created.
const eslint = new ESLint({
  overrideConfig: {languageOptions: {parserOptions: {project: false}}},
  ruleFilter: ({ruleId}) => RULES.includes(ruleId),
});

async function complaints(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, {filePath});
  return result!.messages.map(({message}) => message.split('. ').at(-1)!);
}

test.each([
  ['src/protocol/errors.ts', `import '../session/state.js';`, 'src/protocol must not know src/session'],
  [
    'src/drivers/chat-driver.ts',
    `import type {A} from '../session/state.js';`,
    'src/drivers must not know src/session',
  ],
  ['src/elements/base/warn.ts', `import '../../drivers/driver.js';`, 'src/elements must not know src/drivers'],
  ['src/elements/chat-panel/announcer.ts', `import '../live-room/pieces.js';`, 'an element must not know another'],
  ['src/session/state/store.ts', `import '../define/all.js';`, 'src/session must not know src/define'],
  ['src/session/state/store.ts', `import {A} from '../drivers/driver.js';`, 'load drivers in load-drivers.ts'],
  [
    'src/session/state/store.ts',
    `void import('../drivers/driver.js');`,
    'Load a module on demand by lazy(() => import()).',
  ],
])('lint refuses in %s: %s', async (file, code, complaint) => {
  expect(await complaints(file, code)).toContain(complaint);
});

test('lint lets a layer import the layers below it', async () => {
  expect(await complaints('src/session/state/store.ts', `import type {A} from '../drivers/driver.js';`)).toEqual([]);
  expect(await complaints('src/session/connection/load-drivers.ts', `void import('../drivers/chat/x.js');`)).toEqual(
    [],
  );
  expect(await complaints('src/session/state/store.ts', `const load = lazy(() => import('./history.js'));`)).toEqual(
    [],
  );
  expect(await complaints('src/elements/base/warn.ts', `import '../../session/context.js';`)).toEqual([]);
});

test.each([
  ['src/elements/base/warn.ts', `node.addEventListener('keydown', (event) => event.key === 'Enter');`],
  ['src/elements/base/warn.ts', `node.addEventListener('keydown', ({key}) => key === 'Enter');`],
  ['src/elements/base/warn.ts', `export function pressed({key}: KeyboardEvent) { return key; }`],
  ['src/elements/base/warn.ts', `export function composing({isComposing}: KeyboardEvent) { return isComposing; }`],
  ['src/elements/base/warn.ts', `export const code = (press: KeyboardEvent) => press.keyCode;`],
  ['demo/studio/main.ts', `find('list').addEventListener('keydown', (event) => event.key === 'Enter');`],
  ['demo/studio/main.ts', `find('list').addEventListener('keydown', ({key}) => key === 'Enter');`],
])('lint refuses a key that an input method may have handled, in %s: %s', async (file, code) => {
  expect((await complaints(file, code)).join()).toContain('an input method may have handled the key');
});

const REFUSED = 'Begin the comment with a plain noun or verb';

test.each(['What', 'Whether', 'Whoever', 'Whatever', 'That which', 'Of what', 'So many'])(
  'lint refuses a doc comment that begins with "%s"',
  async (word) => {
    for (const file of ['src/protocol/errors.ts', 'build/build.mjs', 'test/support/browser/user-input.ts']) {
      expect((await complaints(file, `/** ${word} is said. */\nexport {};`)).join(), file).toContain(REFUSED);
      expect((await complaints(file, `/**\n * ${word} is said.\n */\nexport {};`)).join(), file).toContain(REFUSED);
    }
  },
);

test('lint accepts plain sentences, and those words later in a comment', async () => {
  const code =
    '/** The sender. Whether it is trusted, trusted-sender.ts decides. */\n// What follows is no doc comment.\nexport {};';
  expect(await complaints('src/protocol/errors.ts', code)).toEqual([]);
});
