/** Finds the length of sounds and videos for which the browser reports nothing, Infinity, or the length of a first fragment. */
import {mp4Duration} from './mp4-duration.js';
import type {Bytes} from './picture-file.js';
import {webmDuration} from './webm-file.js';

/** Maximum size of a file that is read for its length, bytes. */
const READ_MAX_BYTES = 64 * 1_048_576;
/** Maximum fetched of a file for its length, bytes. */
const FETCH_MAX_BYTES = 4 * 1_048_576;
/** Time limit of a fetch or of the browser, ms. */
const TIMEOUT_MS = 5_000;
/** Position after the end of any file, s: a browser that seeks there finds the end. */
const PAST_END_S = 1e7;

/** Returns a length in s if it is finite and positive. */
export function positiveOrUndefined(seconds: number | undefined): number | undefined {
  return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Length by the tables of a WebM or MP4 file, s. Undefined for any other file, or without a length in it. Never throws. */
export function parseDuration(bytes: Bytes): number | undefined {
  for (const read of [webmDuration, mp4Duration]) {
    try {
      return positiveOrUndefined(read(bytes));
    } catch {
      // The file has the other format, or neither format.
    }
  }
  return undefined;
}

/**
 * Length of a sound or video, s. Read from its bytes if they can be loaded, otherwise from the browser. Undefined if
 * unknown.
 */
export async function findDuration(source: Blob | string, signal?: AbortSignal): Promise<number | undefined> {
  const bytes = await bytesOf(source, signal);
  if (signal?.aborted) return undefined;
  return (bytes && parseDuration(bytes)) ?? durationFromBrowser(source, signal);
}

async function bytesOf(source: Blob | string, signal: AbortSignal | undefined): Promise<Bytes | undefined> {
  try {
    if (source instanceof Blob)
      return source.size > READ_MAX_BYTES ? undefined : new Uint8Array(await source.arrayBuffer());
    return await fetchBytes(source, signal);
  } catch {
    return undefined; // The host of the file does not let this page read it; the browser may still play it.
  }
}

async function fetchBytes(url: string, cancelSignal: AbortSignal | undefined): Promise<Bytes | undefined> {
  const request = new AbortController();
  const abort = () => request.abort();
  const timer = setTimeout(abort, TIMEOUT_MS);
  cancelSignal?.addEventListener('abort', abort);
  try {
    const {ok, body} = await fetch(url, {
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
    cancelSignal?.removeEventListener('abort', abort);
    abort(); // Cancels the rest of the body.
  }
}

async function durationFromBrowser(
  source: Blob | string,
  cancelSignal: AbortSignal | undefined,
): Promise<number | undefined> {
  const media = document.createElement('video');
  const finished = new AbortController();
  const url = source instanceof Blob ? URL.createObjectURL(source) : source;
  const timer = setTimeout(() => finished.abort(), TIMEOUT_MS);
  const end = () => finished.abort();
  cancelSignal?.addEventListener('abort', end, {signal: finished.signal});
  try {
    return await new Promise<number | undefined>((resolve) => {
      const {signal} = finished;
      signal.addEventListener('abort', () => resolve(undefined));
      const on = (type: string, listener: () => void) => media.addEventListener(type, listener, {signal});
      const resolveIfKnown = () => positiveOrUndefined(media.duration) !== undefined && resolve(media.duration);
      on('durationchange', resolveIfKnown);
      on('loadedmetadata', () => !resolveIfKnown() && (media.currentTime = PAST_END_S));
      on(
        'seeked',
        () =>
          resolveIfKnown() ||
          resolve(positiveOrUndefined(seekableEnd(media)) ?? positiveOrUndefined(media.currentTime)),
      );
      on('error', end);
      media.muted = true;
      media.preload = 'auto';
      media.src = url;
    });
  } finally {
    clearTimeout(timer);
    end();
    media.removeAttribute('src');
    media.load();
    if (source instanceof Blob) URL.revokeObjectURL(url);
  }
}

/** Last position that can be seeked to; undefined without one, or if it is infinite. */
export function seekableEnd({seekable}: HTMLMediaElement): number | undefined {
  return seekable.length ? positiveOrUndefined(seekable.end(seekable.length - 1)) : undefined;
}
