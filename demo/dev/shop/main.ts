/**
 * The shop's process: the host page, its examples and the studio. Environment: `PORT`, `PLATFORM_ORIGIN` and `BOTS`. It sends the
 * IPC message `{type: 'rate', messagesPerSecond}` when the studio changes the rate of the bots.
 */
import {readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {transform} from 'esbuild';
import {BOTS_MAX} from '../start/options.mjs';
import {BotsRate} from './bots-rate.ts';
import {closeOnSignal} from '../http/exit-with-parent.ts';
import {listenOnLoopback} from '../http/loopback.ts';
import {FOR_PAGES, refuse, serveFolders} from '../http/static-files.ts';

/** The platform's address in the pages' sources. */
const WRITTEN = 'http://localhost:8081';

const MODULE = {'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache'};

const port = Number(process.env.PORT);
const platform = process.env.PLATFORM_ORIGIN ?? WRITTEN;
const page = (html: string) =>
  html.replaceAll(WRITTEN, platform).replaceAll(WRITTEN.replace('http', 'ws'), platform.replace('http', 'ws'));

const packageFolder = (file: string) => dirname(fileURLToPath(import.meta.resolve(file)));
const files = await serveFolders([
  {prefix: '/', folder: fileURLToPath(new URL('../../shop', import.meta.url)), endings: FOR_PAGES, page},
  {
    prefix: '/studio/',
    folder: fileURLToPath(new URL('../../studio', import.meta.url)),
    endings: FOR_PAGES,
    page,
    // The page holds the operator's token: no frames, no referrer.
    headers: () => ({'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer'}),
  },
  {prefix: '/studio/charts/', folder: packageFolder('uplot/dist/uPlot.esm.js'), endings: FOR_PAGES},
  {prefix: '/studio/trtc/', folder: packageFolder('trtc-sdk-v5/trtc.js'), only: ['/trtc.js']},
]);
/** Modules of the library that the studio shares: prices and keys work as in the room. */
const shared = new Map([
  ['/studio/money.js', await widgetModule('protocol/money.ts')],
  ['/studio/pressed-key.js', await widgetModule('elements/base/pressed-key.ts')],
]);
const botsRate = new BotsRate({
  rate: Number(process.env.BOTS ?? 0),
  max: BOTS_MAX,
  apply: (messagesPerSecond) => process.send?.({type: 'rate', messagesPerSecond}),
});

const shop = await listenOnLoopback(port, (request, response) => {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
  if (path === '/studio/bots') {
    botsRate.handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, 'the shop failed');
    });
  } else if (shared.has(path)) {
    response.writeHead(200, MODULE).end(shared.get(path));
  } else {
    if (path === '/studio.html') request.url = `/studio${request.url}`;
    files.routing(request, response);
  }
});
closeOnSignal(() => shop.close());
process.send?.({type: 'ready', port});
console.log(`listening on ${port}`);

async function widgetModule(path: string): Promise<string> {
  const source = await readFile(new URL(`../../../src/${path}`, import.meta.url), 'utf8');
  return (await transform(source, {loader: 'ts'})).code;
}
