/** Reloads the page when a source has changed, and after a restart of the dev server. */
// @ts-expect-error The dev server has the module.
import {webSocket} from '/__web-dev-server__web-socket.js';

const POLL_MS = 500;
/**
 * @web/dev-server makes pages import it after a change. A page's Content Security Policy may forbid it, like the
 * studio's.
 */
const RELOAD_MODULE = 'data:text/javascript,window.location.reload()';

webSocket?.addEventListener('message', (/** @type {MessageEvent} */ {data}) => {
  if (String(data).includes(RELOAD_MODULE)) location.reload();
});

webSocket?.addEventListener('close', async () => {
  while (!(await isHealthy())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  location.reload();
});

async function isHealthy() {
  try {
    const {ok} = await fetch(new URL('/healthz', import.meta.url), {cache: 'no-store'});
    return ok;
  } catch {
    return false; // The server has not started yet.
  }
}
