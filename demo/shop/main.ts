/** The shop's origin: plain pages, as a stranger would serve them. Told by `PORT` and `PLATFORM_ORIGIN`. */
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {endWith} from '../web/end.ts';
import {listenOnLoopback} from '../web/loopback.ts';
import {refuse, staticFiles} from '../web/static-files.ts';

/** As the pages have it written. */
const WRITTEN = 'http://localhost:8081';

const port = Number(process.env.PORT);
const platform = process.env.PLATFORM_ORIGIN ?? WRITTEN;
const files = staticFiles({
  folder: dirname(fileURLToPath(import.meta.url)),
  headers: () => ({}),
  page: (html) =>
    html.replaceAll(WRITTEN, platform).replaceAll(WRITTEN.replace('http', 'ws'), platform.replace('http', 'ws')),
});

const shop = await listenOnLoopback(port, (request, response) => {
  const path = (request.url ?? '/').split(/[?#]/, 1)[0]!;
  files(request, response, path.endsWith('.ts') ? '/.hidden' : path).catch((error: unknown) => {
    console.error(error);
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'the shop failed');
  });
});
endWith(() => shop.close());
process.send?.({type: 'ready', port});
console.log(`listening on ${port}`);
