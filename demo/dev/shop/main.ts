/**
 * The shop's process: the host page, its examples, the studio and the docs. Environment: `PORT`, `PLATFORM_ORIGIN` and `BOTS`. It sends the
 * IPC message `{type: 'rate', messagesPerSecond}` when the studio changes the rate of the bots.
 */
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {BOTS_MAX} from '../start/options.mjs';
import {BotsRate} from './bots-rate.ts';
import {DocsSite} from './docs-site.ts';
import {bundleStudio} from './studio-bundle.ts';
import {closeOnSignal} from '../http/exit-with-parent.ts';
import {listenOnLoopback} from '../http/loopback.ts';
import {FOR_PAGES, refuse, serveFolders} from '../http/static-files.ts';

/** The platform's address in the sources of the pages. */
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
    // The page contains the operator's token, so frames and referrers are forbidden.
    headers: () => ({'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer'}),
  },
  {prefix: '/studio/charts/', folder: packageFolder('uplot/dist/uPlot.esm.js'), only: ['/uPlot.min.css']},
  {prefix: '/studio/trtc/', folder: packageFolder('trtc-sdk-v5/trtc.js'), only: ['/trtc.js']},
]);
const studio = await bundleStudio();
const closing = new AbortController();
const docs = new DocsSite({apiUrl: `${platform}/api`, signal: closing.signal});
const botsRate = new BotsRate({
  rate: Number(process.env.BOTS ?? 0),
  max: BOTS_MAX,
  apply: (messagesPerSecond) => process.send?.({type: 'rate', messagesPerSecond}),
});

const shop = await listenOnLoopback(port, (request, response) => {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
  const fail = (error: unknown) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'the shop failed');
  };
  if (path === '/studio/bots') {
    botsRate.handle(request, response).catch(fail);
  } else if (path === '/studio/main.js') {
    studio.script().then((script) => response.writeHead(200, MODULE).end(script), fail);
  } else if (path === '/docs') {
    response.writeHead(302, {location: '/docs/'}).end();
  } else if (path.startsWith('/docs/')) {
    docs.handle(request, response).catch(fail);
  } else {
    if (path === '/studio.html') request.url = `/studio${request.url}`;
    files.routing(request, response);
  }
});
closeOnSignal(async () => {
  closing.abort();
  await Promise.all([shop.close(), studio.close()]);
});
process.send?.({type: 'ready', port});
console.log(`listening on ${port}`);
