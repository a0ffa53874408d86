import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import {seekToCover, waitForEvent, unload} from '../media/video-cover.js';
import {cleanPicture} from '../media/clean-picture.js';
import {findDuration, positiveOrUndefined, parseDuration} from '../media/media-duration.js';
import {cleanMp4} from '../media/clean-mp4.js';
import {
  isAnimated,
  orientationOf,
  pictureSize,
  pictureType,
  type Bytes,
  type PictureType,
} from '../media/picture-file.js';
import {cleanWebm} from '../media/webm-file.js';

export {Attachments} from './attachments.js';

/** Longer side of a sent picture, px: more than most phones show. */
const PICTURE_SIDE_MAX = 1_600;

/** Maximum size of a picture that is sent without drawing it again, and of a moving picture, bytes. */
const UNCHANGED_MAX_BYTES = 512 * 1_024;
const ANIMATED_MAX_BYTES = 8 * 1_048_576;

/**
 * Maximum size of a chosen picture, bytes and px. Cameras make no larger pictures, and decoding a larger one would
 * block the page.
 */
const PICTURE_MAX_BYTES = 40 * 1_048_576;
const PICTURE_MAX_PIXELS = 100_000_000;

const VIDEO_MAX_BYTES = 50 * 1_048_576;
const VIDEO_MAX_S = 60;
/** Time by which a recorder may exceed its set length, s. */
const VIDEO_TOLERANCE_S = 0.5;

const JPEG_QUALITY = 0.86;

/** Reason why a file cannot be sent. */
export type FileProblem = 'wrongFile' | 'fileTooLarge' | 'videoTooLong' | 'animationTooLarge' | 'animationUnsupported';

export type PreparedFile = {readonly outgoing: OutgoingFile} | {readonly problem: FileProblem};

/**
 * Prepares a chosen file for sending. Its type is decided by its bytes, not its name. Pictures are reduced to the size that is
 * shown, and metadata is removed: place, time and author.
 */
export async function prepareFile(file: File): Promise<PreparedFile> {
  try {
    const head: Bytes = new Uint8Array(await file.slice(0, 256).arrayBuffer());
    const picture = pictureType(head);
    if (picture) return await prepareImage(file, picture);
    const video = videoType(head);
    if (video) return await prepareVideo(file, video);
  } catch {
    // The file cannot be read: it is a folder, or it was deleted.
  }
  return {problem: 'wrongFile'};
}

/**
 * Prepares files one after another.
 *
 * @param refuse Called for each file that cannot be sent.
 * @param signal Ends the preparation; no file is returned then.
 */
export async function prepareFiles(
  files: readonly File[],
  refuse: (problem: FileProblem) => void,
  signal?: AbortSignal,
): Promise<readonly OutgoingFile[]> {
  const ready: OutgoingFile[] = [];
  for (const file of files) {
    const prepared = await prepareFile(file);
    if (signal?.aborted) return [];
    if ('problem' in prepared) refuse(prepared.problem);
    else ready.push(prepared.outgoing);
  }
  return ready;
}

type VideoType = 'video/webm' | 'video/mp4';

function videoType(head: Bytes): VideoType | undefined {
  const text = String.fromCharCode(...head.subarray(0, 8));
  if (text.startsWith('\x1a\x45\xdf\xa3')) return 'video/webm';
  return text.endsWith('ftyp') ? 'video/mp4' : undefined;
}

async function prepareImage(file: File, type: PictureType): Promise<PreparedFile> {
  if (file.size > PICTURE_MAX_BYTES) return {problem: 'fileTooLarge'};
  const bytes: Bytes = new Uint8Array(await file.arrayBuffer());
  const declared = pictureSize(bytes, type);
  if (declared && declared.width * declared.height > PICTURE_MAX_PIXELS) return {problem: 'fileTooLarge'};
  const animated = isAnimated(bytes, type);
  const isHeif = type === 'image/avif' || type === 'image/heic';
  if (animated && isHeif) return {problem: 'animationUnsupported'};
  if (animated && file.size > ANIMATED_MAX_BYTES) return {problem: 'animationTooLarge'};
  const clean = cleanPicture(bytes, type);
  if (animated && !clean) return {problem: 'wrongFile'};
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(clean ?? file);
  } catch {
    return {problem: 'wrongFile'}; // The file is no complete picture, or this browser has no decoder for it.
  }
  try {
    const orientation = clean ? orientationOf(bytes, type) : 1;
    const [uprightWidth, uprightHeight] =
      orientation > 4 ? [bitmap.height, bitmap.width] : [bitmap.width, bitmap.height];
    const scale = Math.min(1, PICTURE_SIDE_MAX / Math.max(uprightWidth, uprightHeight));
    const size = {
      width: Math.max(1, Math.round(uprightWidth * scale)),
      height: Math.max(1, Math.round(uprightHeight * scale)),
    };
    if (clean && (animated || type === 'image/gif'))
      return clean.size > ANIMATED_MAX_BYTES
        ? {problem: 'fileTooLarge'}
        : {outgoing: {kind: 'image', file: toNamedFile(clean, type), ...size}};
    if (clean && scale === 1 && orientation === 1 && clean.size <= UNCHANGED_MAX_BYTES && type !== 'image/jpeg')
      return {outgoing: {kind: 'image', file: toNamedFile(clean, type), ...size}};
    const drawn = await draw(bitmap, size, type === 'image/jpeg' ? type : 'image/png', orientation);
    const smaller = drawn.size > 2 * UNCHANGED_MAX_BYTES ? await draw(bitmap, size, 'image/jpeg', orientation) : drawn;
    return {outgoing: {kind: 'image', file: toNamedFile(smaller, smaller.type), ...size}};
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
  const [a, b, c, d] = ORIENTATION_MATRICES[turn - 1]!;
  context.setTransform(a, b, c, d, a + c < 0 ? width : 0, b + d < 0 ? height : 0);
  if (turn > 4) context.drawImage(picture, 0, 0, height, width);
  else context.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture was not drawn'))),
      type,
      JPEG_QUALITY,
    );
  });
}

/** Matrices that rotate a picture upright, by EXIF's orientation from 1 on. */
const ORIENTATION_MATRICES: readonly (readonly [number, number, number, number])[] = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
];

async function prepareVideo(file: File, type: VideoType): Promise<PreparedFile> {
  if (file.size > VIDEO_MAX_BYTES) return {problem: 'fileTooLarge'};
  const bytes: Bytes = new Uint8Array(await file.arrayBuffer());
  const parsedDuration = parseDuration(bytes);
  const clean = new Blob([bytes.subarray(0, type === 'video/mp4' ? cleanMp4(bytes) : cleanWebm(bytes))], {type});
  const url = URL.createObjectURL(clean);
  const video = document.createElement('video');
  try {
    video.preload = 'auto';
    video.muted = true;
    const loaded = waitForEvent(video, 'loadeddata');
    video.src = url;
    await loaded;
    const {videoWidth: width, videoHeight: height} = video;
    if (!width || !height) return {problem: 'wrongFile'}; // The file has sound only.
    // A browser may report the length of the first fragment, or none. The longer value is right.
    const duration =
      Math.max(parsedDuration ?? 0, positiveOrUndefined(video.duration) ?? 0) || (await findDuration(clean));
    if (!duration) return {problem: 'wrongFile'}; // The length is unknown, so it may be too long.
    if (duration > VIDEO_MAX_S + VIDEO_TOLERANCE_S) return {problem: 'videoTooLong'};
    const seconds = Math.min(VIDEO_MAX_S, Math.max(1, Math.round(duration)));
    const cover = await draw(video, await seekToCover(video), 'image/jpeg');
    return {outgoing: {kind: 'video', file: toNamedFile(clean, type), seconds, width, height, cover}};
  } catch {
    return {problem: 'wrongFile'}; // This browser cannot play the file.
  } finally {
    unload(video);
    URL.revokeObjectURL(url);
  }
}

/** Gives the file a neutral name with the right extension. */
function toNamedFile(blob: Blob, type: string): File {
  return new File([blob], `live-room.${type.slice(type.indexOf('/') + 1).replace('jpeg', 'jpg')}`, {type});
}
