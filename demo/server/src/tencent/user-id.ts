import {randomBytes} from 'node:crypto';

/** Tencent: at most 32 bytes of these. */
const USER_ID = /^[A-Za-z0-9_-]{1,32}$/;
const USER_ID_MAX_BYTES = 32;

/** The ids given here to visitors who have none. */
const NEWCOMER_ID = /^v_[0-9a-f]{20}$/;

/** The end of an id that is good for one tab's media and for nothing else. */
const MEDIA_ID = /--[0-9a-f]{8}$/;
const MEDIA_SUFFIX_CHARS = 10;

export function isUserId(text: string): boolean {
  return USER_ID.test(text);
}

/** 80 random bits cannot be guessed, and a media id made of it fits. */
export function newViewerId(): string {
  return `v_${randomHex(10)}`;
}

/** True if this server made the id, so that no other system uses it. */
export function isNewcomerId(userId: string): boolean {
  return NEWCOMER_ID.test(userId);
}

/**
 * A user id for one tab's media: TRTC lets the later of two equal ids push the earlier out, without a word to an audience.
 * Its signature is as good as any of the app's, so a media id must not become a viewer.
 */
export function newMediaId(base: string): string {
  return `${base.slice(0, USER_ID_MAX_BYTES - MEDIA_SUFFIX_CHARS)}--${randomHex(4)}`;
}

export function isMediaId(userId: string): boolean {
  return MEDIA_ID.test(userId);
}

/** True for accounts that speak for the app, in any case, and for media ids: no viewer may sign in as one. */
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
