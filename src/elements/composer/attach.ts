import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {findPicture, told, unload} from '../media/video-cover.js';
import {cleanPicture} from '../media/clean-picture.js';
import {findLength, finite, secondsIn} from '../media/media-duration.js';
import {cleanMp4} from '../media/mp4-file.js';
import {
  isMoving,
  orientationOf,
  pictureSize,
  pictureType,
  type Bytes,
  type PictureType,
} from '../media/picture-file.js';
import {cleanWebm} from '../media/webm-file.js';

/** Longer side of a sent picture, px: more than most phones show. */
const SIDE_MAX = 1_600;

/** Maximum size of a picture that is sent without drawing it again, and of a moving picture, bytes. */
const AS_IS_BYTES = 512 * 1_024;
const MOVING_BYTES = 8 * 1_048_576;

/** Maximum size of a chosen picture, bytes and px. Cameras make no larger ones, and decoding one would stop the page. */
const IMAGE_BYTES = 40 * 1_048_576;
const IMAGE_PIXELS = 100_000_000;

const VIDEO_BYTES = 50 * 1_048_576;
const VIDEO_SECONDS = 60;
/** Time that recorders add to the length they were set to, s. */
const VIDEO_SECONDS_MORE = 0.5;

const QUALITY = 0.86;

/** Reason why a file cannot be sent. */
export type AttachProblem = 'wrongFile' | 'fileTooLarge' | 'videoTooLong' | 'movingTooLarge' | 'movingUnsupported';

export type Prepared = {readonly outgoing: OutgoingFile} | {readonly problem: AttachProblem};

/**
 * Prepares a chosen file for sending. Its type is decided by its bytes, not its name. Pictures are reduced to the size that is
 * shown, and metadata is removed: place, time and author.
 */
export async function prepare(file: File): Promise<Prepared> {
  try {
    const head: Bytes = new Uint8Array(await file.slice(0, 256).arrayBuffer());
    const picture = pictureType(head);
    if (picture) return await prepareImage(file, picture);
    const video = videoType(head);
    if (video) return await prepareVideo(file, video);
  } catch {
    // The file cannot be read: it is a folder, or is gone.
  }
  return {problem: 'wrongFile'};
}

type VideoType = 'video/webm' | 'video/mp4';

function videoType(head: Bytes): VideoType | undefined {
  const text = String.fromCharCode(...head.subarray(0, 8));
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm';
  return text.endsWith('ftyp') ? 'video/mp4' : undefined;
}

async function prepareImage(file: File, type: PictureType): Promise<Prepared> {
  if (file.size > IMAGE_BYTES) return {problem: 'fileTooLarge'};
  const bytes: Bytes = new Uint8Array(await file.arrayBuffer());
  const declared = pictureSize(bytes, type);
  if (declared && declared.width * declared.height > IMAGE_PIXELS) return {problem: 'fileTooLarge'};
  const moving = isMoving(bytes, type);
  const isHeif = type === 'image/avif' || type === 'image/heic';
  if (moving && isHeif) return {problem: 'movingUnsupported'};
  if (moving && file.size > MOVING_BYTES) return {problem: 'movingTooLarge'};
  const clean = cleanPicture(bytes, type);
  if (moving && !clean) return {problem: 'wrongFile'};
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(clean ?? file);
  } catch {
    return {problem: 'wrongFile'}; // The file only begins like a picture, or this browser has no decoder for it.
  }
  try {
    const turn = clean ? orientationOf(bytes, type) : 1;
    const [wide, high] = turn > 4 ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
    const scale = Math.min(1, SIDE_MAX / Math.max(wide, high));
    const size = {width: Math.max(1, Math.round(wide * scale)), height: Math.max(1, Math.round(high * scale))};
    if (clean && (moving || type === 'image/gif'))
      return clean.size > MOVING_BYTES
        ? {problem: 'fileTooLarge'}
        : {outgoing: {kind: 'image', file: named(clean, type), ...size}};
    if (clean && scale === 1 && turn === 1 && clean.size <= AS_IS_BYTES && type !== 'image/jpeg')
      return {outgoing: {kind: 'image', file: named(clean, type), ...size}};
    const drawn = await draw(bitmap, size, type === 'image/jpeg' ? type : 'image/png', turn);
    const smaller = drawn.size > 2 * AS_IS_BYTES ? await draw(bitmap, size, 'image/jpeg', turn) : drawn;
    return {outgoing: {kind: 'image', file: named(smaller, smaller.type), ...size}};
  } finally {
    bitmap.close();
  }
}

/** @param turn EXIF's orientation of the picture, 1 to 8. */
async function draw(
  picture: ImageBitmap | HTMLVideoElement,
  {width, height}: {readonly width: number; readonly height: number},
  type: string,
  turn = 1,
): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), {width, height});
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff'; // Background of transparent parts.
    context.fillRect(0, 0, width, height);
  }
  const [a, b, c, d] = TURNS[turn - 1]!;
  context.setTransform(a, b, c, d, a + c < 0 ? width : 0, b + d < 0 ? height : 0);
  if (turn > 4) context.drawImage(picture, 0, 0, height, width);
  else context.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture was not drawn'))), type, QUALITY);
  });
}

/** Matrices that rotate a picture upright, by EXIF's orientation from 1 on. */
const TURNS: readonly (readonly [number, number, number, number])[] = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
];

async function prepareVideo(file: File, type: VideoType): Promise<Prepared> {
  if (file.size > VIDEO_BYTES) return {problem: 'fileTooLarge'};
  const bytes: Bytes = new Uint8Array(await file.arrayBuffer());
  const length = secondsIn(bytes);
  const clean = new Blob([bytes.subarray(0, type === 'video/mp4' ? cleanMp4(bytes) : cleanWebm(bytes))], {type});
  const address = URL.createObjectURL(clean);
  const video = document.createElement('video');
  try {
    video.preload = 'auto';
    video.muted = true;
    const begun = told(video, 'loadeddata');
    video.src = address;
    await begun;
    const {videoWidth: width, videoHeight: height} = video;
    if (!width || !height) return {problem: 'wrongFile'}; // The file has sound only.
    // A browser may report the first fragment's length, or none: the longer value is right.
    const known = Math.max(length ?? 0, finite(video.duration) ?? 0) || (await findLength(clean));
    if (!known) return {problem: 'wrongFile'}; // The length is unknown, so it may be too long.
    if (known > VIDEO_SECONDS + VIDEO_SECONDS_MORE) return {problem: 'videoTooLong'};
    const seconds = Math.min(VIDEO_SECONDS, Math.max(1, Math.round(known)));
    const cover = await draw(video, await findPicture(video), 'image/jpeg');
    return {outgoing: {kind: 'video', file: named(clean, type), seconds, width, height, cover}};
  } catch {
    return {problem: 'wrongFile'}; // This browser cannot play the file.
  } finally {
    unload(video);
    URL.revokeObjectURL(address);
  }
}

/** Gives the file a neutral name with the right extension. */
function named(blob: Blob, type: string): File {
  return new File([blob], `live-room.${type.slice(type.indexOf('/') + 1).replace('jpeg', 'jpg')}`, {type});
}
