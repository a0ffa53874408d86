/** Uses the package in an application with React, and loads it when its first tag is added. */
import {execFileSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {ROOM, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Bundles an application that installed the package, as the script of a page. */
async function bundle(source: string): Promise<string> {
  const {outputFiles, warnings} = await build({
    stdin: {contents: source, resolveDir: ROOT, loader: 'jsx'},
    bundle: true,
    jsx: 'automatic',
    format: 'esm',
    target: 'es2022',
    minify: true,
    define: {'process.env.NODE_ENV': '"production"'},
    write: false,
    logLevel: 'silent',
  });
  expect(warnings.filter(({location}) => /live-room-elements|^dist\//.test(location?.file ?? ''))).toEqual([]);
  return `<script type="module">${outputFiles[0]!.text.replaceAll('</script', '<\\/script')}</script>`;
}

/** Renders the application's component in Node, as a server does. */
async function renderOnServer(component: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {
      contents: `import {renderToString} from 'react-dom/server'; ${component} console.log(renderToString(<App />));`,
      resolveDir: ROOT,
      loader: 'jsx',
    },
    bundle: true,
    packages: 'external',
    platform: 'node',
    jsx: 'automatic',
    format: 'esm',
    write: false,
  });
  const argv = ['--input-type=module', '--eval', outputFiles[0]!.text];
  return execFileSync(process.execPath, argv, {encoding: 'utf8', cwd: ROOT}).trim();
}

/** A room for a viewer whom the application signs in, with listeners that record their events. */
const component = (userId: string, tag: string, listeners: string) => `
  import {LiveRoom} from 'live-room-elements/react';
  const seen = (globalThis.seen = []);
  const user = ${JSON.stringify({sdkAppId: demo.sdkAppId, userId, userSig: demo.sign(userId), nick: userId})};
  const credentials = () => Promise.resolve(user);
  function App() {
    return <${tag} roomId="${ROOM}" imServer="${demo.imServer}" credentials={credentials} ${listeners} />;
  }`;

const seen = ({page}: VisitorPage) => page.evaluate(() => (globalThis as unknown as {seen: string[]}).seen);
const userIdOf = ({page}: VisitorPage) => page.evaluate(() => document.querySelector('live-room')!.session.userId);

describe('in React', () => {
  it('a component that a server rendered joins as the signed-in viewer, and its listeners receive every event', async () => {
    const userId = demo.userId('react');
    const app = component(userId, 'LiveRoom', 'onStatusChange={({detail}) => seen.push(detail.status)}');
    const html = await renderOnServer(app);
    expect(html).toBe('<live-room></live-room>');
    const script = await bundle(`import {hydrateRoot} from 'react-dom/client'; ${app}
      hydrateRoot(document.querySelector('#app'), <App />);`);
    const visitor = await demo.visitor({html: `<div id="app">${html}</div>${script}`});
    await visitor.waitForState('joined');
    expect(await userIdOf(visitor)).toBe(userId);
    expect(await seen(visitor)).toEqual(['joining', 'joined']);
  });

  it('a bare tag that is rendered in the browser takes properties and listeners', async () => {
    const userId = demo.userId('react');
    const app = component(userId, 'live-room', 'onlive-status-change={({detail}) => seen.push(detail.status)}');
    const script = await bundle(`import {createRoot} from 'react-dom/client'; ${app}
      createRoot(document.querySelector('#app')).render(<App />);`);
    const visitor = await demo.visitor({html: `<div id="app"></div>${script}`});
    await visitor.waitForState('joined');
    expect(await userIdOf(visitor)).toBe(userId);
    expect(await seen(visitor)).toContain('joined');
  });
});

describe('loaded lazily', () => {
  it('the elements are defined when the first tag is in the page, not before', async () => {
    const script = await bundle(`import 'live-room-elements/lazy';`);
    const visitor = await demo.visitor({html: `<p>no room yet</p>${script}`});
    const isDefined = () => visitor.page.evaluate(() => !!customElements.get('live-room'));
    await visitor.page.waitForLoadState('networkidle');
    expect(await isDefined()).toBe(false);
    await visitor.page.evaluate(
      ([api, roomId]) => {
        const room = document.createElement('live-room');
        room.setAttribute('api-url', api!);
        room.setAttribute('room-id', roomId!);
        document.body.append(document.createElement('div').appendChild(room).parentElement!);
      },
      [demo.api, ROOM],
    );
    await visitor.waitForState('joined');
  });
});
