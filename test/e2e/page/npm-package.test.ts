/** The package as an application bundles it: with the SDKs as they are, unlike our own script. */
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {beforeAll, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';

const demo = useDemo();

let script: string;
beforeAll(async () => {
  const {outputFiles} = await build({
    stdin: {
      contents: `import 'live-room-elements/define';
        globalThis.seen = [];
        for (const type of ['live-error', 'live-status-change'])
          document.addEventListener(type, ({detail}) => seen.push({
            status: detail.status, code: detail.error?.code, message: detail.error?.message,
          }));`,
      resolveDir: fileURLToPath(new URL('../../..', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
    target: 'es2022',
  });
  script = outputFiles[0]!.text;
}, 120_000);

interface Seen {
  readonly status?: string;
  readonly code?: string;
  readonly message?: string;
}

const room = () =>
  `<script type="module">${script.replaceAll('</script', '<\\/script')}</script><live-room api-url="${demo.api}" room-id="demo"></live-room>`;

it('joins where there is storage', async () => {
  const visitor = await demo.visitor({html: room()});
  await visitor.waitForState('joined');
});

it('says that storage is blocked in a sandbox without an origin, throws nothing and leaves nothing running', async () => {
  const html = `<iframe sandbox="allow-scripts" width="1000" height="700" srcdoc="${room().replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  const visitor = await demo.visitor({html}, {expected: [/compute-pressure/]});
  const frame = visitor.page.frames()[1]!;
  const seen = () => frame.evaluate(() => (globalThis as unknown as {seen: Seen[]}).seen);
  await expectEventually(async () => (await seen()).find(({code}) => code)).toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringContaining('localStorage is blocked') as string,
  });
  await frame.waitForFunction(() => document.querySelector('live-room')?.matches(':state(failed)'));
  // The viewer reads it in words; no socket was opened, and nobody asks again.
  expect(visitor.sockets).toEqual([]);
  const sessionRequests = () => visitor.requests.filter((url) => url.endsWith('/session')).length;
  const before = sessionRequests();
  const errors = (await seen()).length;
  await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await frame
    .locator('live-room')
    .evaluate((element: HTMLElement & {say?: unknown}) =>
      (element as unknown as {say(text: string): Promise<unknown>})
        .say('hello')
        .catch((error: {code: string}) => error.code),
    );
  expect([sessionRequests(), (await seen()).length]).toEqual([before, errors]);
});
