import {safeUrl} from '../../protocol/safe-url.js';

/** Maximum size of the file as transferred, and maximum time to load it. */
const FILE_MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Fetches an animation from a safe address, without cookies. Rejects if the file is too large or too slow. */
export async function fetchEffect(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const safe = safeUrl(address);
  if (!safe) throw new Error('the address of the effect is not allowed');
  const request = new AbortController();
  const abort = () => request.abort();
  signal.addEventListener('abort', abort, {once: true});
  const timer = setTimeout(abort, TIMEOUT_MS);
  try {
    const response = await fetch(safe, {credentials: 'omit', referrerPolicy: 'no-referrer', signal: request.signal});
    if (!response.ok || !response.body) throw new Error(`the server of the effect responded with ${response.status}`);
    return await readAtMost(response.body, FILE_MAX_BYTES);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    abort(); // Cancels the rest of a body that is too long.
  }
}

/** Reads a stream to its end. Rejects when it exceeds `max` bytes. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel();
      throw new Error(`more than ${max} bytes`);
    }
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
