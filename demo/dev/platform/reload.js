/** Reloads the page after a restart of the dev server. Changed sources reload it through the WebSocket. */
import {webSocket} from '/__web-dev-server__web-socket.js';

const POLL_MS = 500;

webSocket?.addEventListener('close', async () => {
  while (!(await isHealthy())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  location.reload();
});

async function isHealthy() {
  try {
    const {ok} = await fetch(new URL('/healthz', import.meta.url), {cache: 'no-store'});
    return ok;
  } catch {
    return false; // The server is not up yet.
  }
}
