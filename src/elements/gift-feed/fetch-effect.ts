import {safeAddress} from '../../protocol/address.js';

/** Of the file as it travels, and until it must have come. */
const FILE_MAX_BYTES = 4 * 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Fetches an animation: from an address that may be used, without cookies, and no more than it may be. */
export async function fetchEffect(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const safe = safeAddress(address);
  if (!safe) throw new Error('not an address that may be used');
  const request = new AbortController();
  const abort = () => request.abort();
  signal.addEventListener('abort', abort, {once: true});
  const timer = setTimeout(abort, TIMEOUT_MS);
  try {
    const response = await fetch(safe, {credentials: 'omit', referrerPolicy: 'no-referrer', signal: request.signal});
    if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
    return await readAtMost(response.body, FILE_MAX_BYTES);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    abort(); // Of a body that is too long nothing more is read.
  }
}

/** Everything a stream gives. Rejects as soon as it is more than it may be. */
export async function readAtMost(stream: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    length += value.length;
    if (length > max) {
      await reader.cancel();
      throw new Error(`more than ${max} bytes`);
    }
    pieces.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
