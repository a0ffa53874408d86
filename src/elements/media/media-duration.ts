/** Finds the length of sounds and videos for which the browser reports nothing, Infinity, or the length of a first fragment. */
import {mp4Seconds} from './mp4-file.js';
import type {Bytes} from './picture-file.js';
import {webmSeconds} from './webm-file.js';

/** Larger files are not read for their length, bytes. */
const READ_MAX_BYTES = 64 * 1_048_576;
/** Maximum fetched of a file for its length, bytes. */
const FETCH_MAX_BYTES = 4 * 1_048_576;
/** Time limit of a fetch or of the browser's answer, ms. */
const PATIENCE_MS = 5_000;
/** Position after the end of any file, s: a browser that seeks there finds the end. */
const BEYOND_S = 1e7;

/** Returns a length in s if it is finite and positive. */
export function finite(seconds: number | undefined): number | undefined {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Length by the tables of a WebM or MP4 file, s. Undefined for any other file, or without a length in it. Never throws. */
export function secondsIn(bytes: Bytes): number | undefined {
  for (const read of [webmSeconds, mp4Seconds]) {
    try {
      return finite(read(bytes));
    } catch {
      // The file has the other format, or neither.
    }
  }
  return undefined;
}

/** Length of a sound or video, s: by its bytes if they can be read, otherwise by the browser. Undefined if unknown. */
export async function findLength(source: Blob | string, signal?: AbortSignal): Promise<number | undefined> {
  const bytes = await bytesOf(source, signal);
  if (signal?.aborted) return undefined;
  return (bytes && secondsIn(bytes)) ?? byBrowser(source, signal);
}

async function bytesOf(source: Blob | string, signal: AbortSignal | undefined): Promise<Bytes | undefined> {
  try {
    if (source instanceof Blob)
      return source.size > READ_MAX_BYTES ? undefined : new Uint8Array(await source.arrayBuffer());
    return await fetchSome(source, signal);
  } catch {
    return undefined; // The host of the file does not let this page read it; the browser may still play it.
  }
}

async function fetchSome(address: string, calledOff: AbortSignal | undefined): Promise<Bytes | undefined> {
  const request = new AbortController();
  const abort = () => request.abort();
  const timer = setTimeout(abort, PATIENCE_MS);
  calledOff?.addEventListener('abort', abort);
  try {
    const {ok, body} = await fetch(address, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: request.signal,
    });
    const reader = body?.getReader();
    if (!ok || !reader) return undefined;
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let length = 0; ;) {
      const {done, value} = await reader.read();
      if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
      if ((length += value.length) > FETCH_MAX_BYTES) return undefined;
      pieces.push(value);
    }
  } finally {
    clearTimeout(timer);
    calledOff?.removeEventListener('abort', abort);
    abort(); // Cancels the rest of the body.
  }
}

async function byBrowser(source: Blob | string, calledOff: AbortSignal | undefined): Promise<number | undefined> {
  const media = document.createElement('video');
  const over = new AbortController();
  const address = source instanceof Blob ? URL.createObjectURL(source) : source;
  const timer = setTimeout(() => over.abort(), PATIENCE_MS);
  const end = () => over.abort();
  calledOff?.addEventListener('abort', end, {signal: over.signal});
  try {
    return await new Promise<number | undefined>((resolve) => {
      const {signal} = over;
      signal.addEventListener('abort', () => resolve(undefined));
      const on = (type: string, heard: () => void) => media.addEventListener(type, heard, {signal});
      const look = () => finite(media.duration) !== undefined && resolve(media.duration);
      on('durationchange', look);
      on('loadedmetadata', () => !look() && (media.currentTime = BEYOND_S));
      on('seeked', () => look() || resolve(finite(seekableEnd(media)) ?? finite(media.currentTime)));
      on('error', end);
      media.muted = true;
      media.preload = 'auto';
      media.src = address;
    });
  } finally {
    clearTimeout(timer);
    end();
    media.removeAttribute('src');
    media.load();
    if (source instanceof Blob) URL.revokeObjectURL(address);
  }
}

/** Last position that can be seeked to; undefined without one, or if it is infinite. */
export function seekableEnd({seekable}: HTMLMediaElement): number | undefined {
  return seekable.length ? finite(seekable.end(seekable.length - 1)) : undefined;
}
