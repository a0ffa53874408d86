import {randomBytes} from 'node:crypto';

/** Tencent's limit is 32 bytes. */
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/;
const USER_ID_MAX_BYTES = 32;

/** Ids that this server makes for new viewers. */
const NEWCOMER_ID = /^v_[0-9a-f]{20}$/;

/** The end of a media id, which is used for the video of one tab only. */
const MEDIA_ID = /--[0-9a-f]{8}$/;
const MEDIA_SUFFIX_CHARS = 10;

export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

/** 80 random bits cannot be guessed, and leave space for the suffix of a media id. */
export function newViewerId(): string {
  return `v_${randomHex(10)}`;
}

/** True if this server made the id, so that no other system uses it. */
export function isNewcomerId(userId: string): boolean {
  return NEWCOMER_ID.test(userId);
}

/**
 * Makes a user id for the video of one tab. TRTC silently removes the earlier of two users with the same id from the
 * audience. The id's signature is valid for the whole app, so every other part of the server refuses media ids.
 */
export function newMediaId(base: string): string {
  return `${base.slice(0, USER_ID_MAX_BYTES - MEDIA_SUFFIX_CHARS)}--${randomHex(4)}`;
}

export function isMediaId(userId: string): boolean {
  return MEDIA_ID.test(userId);
}

/** True for accounts of the app itself, in upper or lower case, and for media ids. No viewer may sign in with one. */
export function isReserved(
  userId: string,
  {imAdmin, imService}: {readonly imAdmin: string; readonly imService: string},
): boolean {
  const small = userId.toLowerCase();
  return small === imAdmin.toLowerCase() || small === imService.toLowerCase() || isMediaId(small);
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
