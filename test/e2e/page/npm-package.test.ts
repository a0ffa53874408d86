/** Tests the package as an application bundles it, with the same SDKs as the script for pages. */
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {afterAll, beforeAll, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';

const demo = useDemo();

let script: string;
beforeAll(async () => {
  const {outputFiles, warnings} = await build({
    stdin: {
      contents: `import 'live-room-elements/define';`,
      resolveDir: fileURLToPath(new URL('../../..', import.meta.url)),
    },
    bundle: true,
    format: 'esm',
    write: false,
    minify: true,
    target: 'es2022',
    logLevel: 'silent',
  });
  expect(warnings).toEqual([]);
  script = outputFiles[0]!.text;
  await demo.mediaFault({loop: true});
}, 120_000);
afterAll(() => demo.mediaFault({loop: false}));

const room = () =>
  `<script type="module">${script.replaceAll('</script', '<\\/script')}</script><live-room api-url="${demo.api}" room-id="demo"></live-room>`;

it('joins and plays on a page that enforces Trusted Types and allows no text as code', async () => {
  const allowed = `<script>
    trustedTypes.createPolicy('default', {createScriptURL: (url) => (url.startsWith('blob:') ? url : null)});
  </script>`;
  const policy = `script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'none'; require-trusted-types-for 'script'; trusted-types lit-html default`;
  const visitor = await demo.visitor({html: allowed + room(), policy});
  await visitor.waitForState('joined');
  await expectEventually(async () => (await inspectVideo(visitor.page)).states).toEqual(['playing']);
  expect(await visitor.errors()).toEqual([]);
});

it('joins in a sandbox without an origin, where storage is blocked', async () => {
  const html = `<iframe sandbox="allow-scripts" width="1000" height="700" srcdoc="${room().replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe>`;
  const visitor = await demo.visitor({html}, {expected: [/compute-pressure/]});
  await visitor.page.frames()[1]!.waitForFunction(() => document.querySelector('live-room')?.matches(':state(joined)'));
});
