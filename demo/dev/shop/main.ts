/**
 * The shop's origin: plain pages, as a stranger would serve them, and the studio. Told by `PORT`, `PLATFORM_ORIGIN` and
 * `BOTS`; tells its parent `{type: 'rate', messagesPerSecond}` when the studio moves the company's slider.
 */
import {readFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {transform} from 'esbuild';
import {MOST_BOTS} from '../start/options.mjs';
import {BotsRate} from './bots-rate.ts';
import {closeOnSignal} from '../http/exit-with-parent.ts';
import {listenOnLoopback} from '../http/loopback.ts';
import {FOR_PAGES, refuse, staticFiles} from '../http/static-files.ts';

/** As the pages have it written. */
const WRITTEN = 'http://localhost:8081';

const MODULE = {'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache'};

const port = Number(process.env.PORT);
const platform = process.env.PLATFORM_ORIGIN ?? WRITTEN;
const page = (html: string) =>
  html.replaceAll(WRITTEN, platform).replaceAll(WRITTEN.replace('http', 'ws'), platform.replace('http', 'ws'));

const files = staticFiles({
  folder: fileURLToPath(new URL('../../shop', import.meta.url)),
  endings: FOR_PAGES,
  headers: () => ({}),
  page,
});
/** Whoever holds the operator's token is not framed, and not followed by it. */
const studio = staticFiles({
  folder: fileURLToPath(new URL('../../studio', import.meta.url)),
  endings: FOR_PAGES,
  headers: () => ({'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer'}),
  page,
});
const charts = staticFiles({
  folder: dirname(fileURLToPath(import.meta.resolve('uplot/dist/uPlot.esm.js'))),
  endings: FOR_PAGES,
  headers: () => ({}),
});
/** The SDK's own file alone: its package has much that is not for pages. */
const sdk = staticFiles({
  folder: dirname(fileURLToPath(import.meta.resolve('trtc-sdk-v5/trtc.js'))),
  headers: () => ({}),
});
/** Modules of the widget that the studio shares: it writes prices as the room shows them, and reads keys as the room does. */
const shared = new Map([
  ['/studio/money.js', await widgetModule('protocol/money.ts')],
  ['/studio/pressed-key.js', await widgetModule('elements/base/pressed-key.ts')],
]);
const botsRate = new BotsRate({
  rate: Number(process.env.BOTS ?? 0),
  max: MOST_BOTS,
  tell: (messagesPerSecond) => process.send?.({type: 'rate', messagesPerSecond}),
});

const shop = await listenOnLoopback(port, (request, response) => {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
  const answer = async () => {
    if (path === '/studio/bots') return botsRate.handle(request, response);
    if (path === '/studio.html') return studio(request, response, path);
    if (path.startsWith('/studio/charts/')) return charts(request, response, path.slice('/studio/charts'.length));
    if (path === '/studio/trtc/trtc.js') return sdk(request, response, '/trtc.js');
    if (shared.has(path)) return void response.writeHead(200, MODULE).end(shared.get(path));
    if (path.startsWith('/studio/')) return studio(request, response, path.slice('/studio'.length));
    return files(request, response, path);
  };
  answer().catch((error: unknown) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'the shop failed');
  });
});
closeOnSignal(() => shop.close());
process.send?.({type: 'ready', port});
console.log(`listening on ${port}`);

async function widgetModule(path: string): Promise<string> {
  const source = await readFile(new URL(`../../../src/${path}`, import.meta.url), 'utf8');
  return (await transform(source, {loader: 'ts'})).code;
}
