import {cleanMp4} from './clean-mp4.js';
import {cleanOgg} from './ogg-file.js';
import type {Bytes} from './picture-file.js';
import {cleanWebm} from './webm-file.js';

const CLEANERS: Readonly<Record<string, (bytes: Bytes) => number>> = {mp4: cleanMp4, webm: cleanWebm, ogg: cleanOgg};

/**
 * Returns a recording without metadata: its time, the software's name, texts and names.
 *
 * @param type Its media type, without parameters.
 * @throws If the recording is no file of this type.
 */
export async function cleanRecording(recording: Blob, type: string): Promise<Blob> {
  const bytes: Bytes = new Uint8Array(await recording.arrayBuffer());
  const clean = CLEANERS[type.slice(type.indexOf('/') + 1)];
  if (!clean) throw new Error(`no cleaner for ${type}`);
  const length = clean(bytes);
  return new Blob([bytes.subarray(0, length)], {type});
}
