/** Reloads the page when the dev server is there again after a restart. Changed sources reload it through the WebSocket. */
import {webSocket} from '/__web-dev-server__web-socket.js';

const POLL_MS = 500;

webSocket?.addEventListener('close', async () => {
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  location.reload();
});

async function answers() {
  try {
    const {ok} = await fetch(new URL('/healthz', import.meta.url), {cache: 'no-store'});
    return ok;
  } catch {
    return false; // Nobody listens yet.
  }
}
