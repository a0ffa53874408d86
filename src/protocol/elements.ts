import {decodeCustom} from './codec.js';
import {byteLength, COMMENT_MAX_BYTES} from './limits.js';
import type {CommentKind, Content} from './messages.js';

/** Tencent's message elements that are comments: https://trtc.io/document/33527 */
const KINDS: Readonly<Record<string, CommentKind>> = {
  TIMTextElem: 'text',
  TIMFaceElem: 'face',
  TIMImageElem: 'image',
  TIMSoundElem: 'sound',
  TIMVideoFileElem: 'video',
};

/**
 * What a message's element says; undefined when it says nothing that a room knows. Never throws.
 *
 * @param text A text element's text.
 * @param data A custom element's data.
 */
export function contentOf(type: string, text: unknown, data: unknown): Content | undefined {
  if (type === 'TIMCustomElem') return decodeCustom(data) ?? undefined;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind !== 'text') return kind && {type: 'comment', kind, text: ''};
  if (typeof text !== 'string' || !text || byteLength(text) > COMMENT_MAX_BYTES) return undefined;
  return {type: 'comment', kind, text};
}
