import type {OutgoingFile} from '../../../session/file-outbox.js';
import {findPicture, told, unload} from '../film.js';

/** Px of the longer side of a picture that is sent: what a phone's screen shows whole. */
const SIDE_MAX = 1_600;

/** A picture no larger than this, bytes, is sent as it is; a moving one as long as it is no larger than that. */
const AS_IS_BYTES = 512 * 1_024;
const MOVING_BYTES = 8 * 1_048_576;

/** Nobody's camera makes larger ones, bytes and px: beyond, a picture would only stop the page. */
const IMAGE_BYTES = 40 * 1_048_576;
const IMAGE_PIXELS = 100_000_000;

const VIDEO_BYTES = 50 * 1_048_576;
const VIDEO_SECONDS = 60;

const QUALITY = 0.86;

/** Why a file cannot be sent. */
export type AttachProblem = 'wrongFile' | 'fileTooLarge' | 'filmTooLong';

export type Prepared = {readonly outgoing: OutgoingFile} | {readonly problem: AttachProblem};

/** Makes a chosen file fit to be sent: known by what is in it, whatever it is called; pictures no larger than is seen. */
export async function prepare(file: File): Promise<Prepared> {
  const type = await typeOf(file);
  if (type?.startsWith('image/')) return prepareImage(file, type);
  if (type?.startsWith('video/')) return prepareVideo(file, type);
  return {problem: 'wrongFile'};
}

/** What the first bytes say: https://mimesniff.spec.whatwg.org/ */
async function typeOf(file: File): Promise<string | undefined> {
  const bytes = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const text = String.fromCharCode(...bytes);
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (/^RIFF....WEBP/s.test(text)) return 'image/webp';
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm';
  if (/^....ftyp/s.test(text)) return /^....ftyp(avif|heic|mif1)/s.test(text) ? undefined : 'video/mp4';
  return undefined;
}

async function prepareImage(file: File, type: string): Promise<Prepared> {
  if (file.size > IMAGE_BYTES) return {problem: 'fileTooLarge'};
  const declared = sizeIn(new DataView(await file.slice(0, 64).arrayBuffer()), type);
  if (declared && declared.width * declared.height > IMAGE_PIXELS) return {problem: 'fileTooLarge'};
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return {problem: 'wrongFile'}; // It only begins like one.
  }
  try {
    const scale = Math.min(1, SIDE_MAX / Math.max(bitmap.width, bitmap.height));
    const width = Math.max(1, Math.round(bitmap.width * scale));
    const height = Math.max(1, Math.round(bitmap.height * scale));
    const size = {width, height};
    if (type === 'image/gif') {
      if (file.size > MOVING_BYTES) return {problem: 'fileTooLarge'};
      return {outgoing: {kind: 'image', file: named(file, type), ...size}};
    }
    if (scale === 1 && file.size <= AS_IS_BYTES && type !== 'image/jpeg')
      return {outgoing: {kind: 'image', file: named(file, type), ...size}};
    // Also a small JPEG is drawn anew: what its camera wrote into it, where it was taken among it, stays at home.
    const drawn = await draw(bitmap, size, type === 'image/jpeg' ? type : 'image/png');
    const smaller = drawn.size > 2 * AS_IS_BYTES ? await draw(bitmap, size, 'image/jpeg') : drawn;
    return {outgoing: {kind: 'image', file: named(smaller, smaller.type), ...size}};
  } finally {
    bitmap.close();
  }
}

/** What a PNG or GIF says of its size before it is decoded. */
function sizeIn(view: DataView, type: string): {width: number; height: number} | undefined {
  if (type === 'image/png' && view.byteLength >= 24) return {width: view.getUint32(16), height: view.getUint32(20)};
  if (type === 'image/gif' && view.byteLength >= 10)
    return {width: view.getUint16(6, true), height: view.getUint16(8, true)};
  return undefined;
}

async function draw(
  picture: ImageBitmap | HTMLVideoElement,
  {width, height}: {readonly width: number; readonly height: number},
  type: string,
): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff'; // Where it was transparent.
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture was not drawn'))), type, QUALITY);
  });
}

async function prepareVideo(file: File, type: string): Promise<Prepared> {
  if (file.size > VIDEO_BYTES) return {problem: 'fileTooLarge'};
  const address = URL.createObjectURL(file);
  const video = document.createElement('video');
  try {
    video.preload = 'auto';
    video.muted = true;
    const begun = told(video, 'loadeddata');
    video.src = address;
    await begun;
    const {duration, videoWidth: width, videoHeight: height} = video;
    if (!width || !height) return {problem: 'wrongFile'}; // Sound alone.
    if (duration > VIDEO_SECONDS) return {problem: 'filmTooLong'};
    const seconds = Number.isFinite(duration) ? Math.max(1, Math.round(duration)) : 0;
    const cover = await draw(video, await findPicture(video), 'image/jpeg');
    return {outgoing: {kind: 'video', file: named(file, type), seconds, width, height, cover}};
  } catch {
    return {problem: 'wrongFile'}; // This browser at least cannot play it.
  } finally {
    unload(video);
    URL.revokeObjectURL(address);
  }
}

/** Under a name that tells what it is, and nothing of whose it is. */
function named(blob: Blob, type: string): File {
  return new File([blob], `live-room.${type.slice(type.indexOf('/') + 1).replace('jpeg', 'jpg')}`, {type});
}
