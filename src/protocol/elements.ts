import {decodeCustom} from './codec.js';
import {COMMENT_MAX_BYTES, isOver} from './limits.js';
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
  if (typeof text !== 'string' || !text || isOver(COMMENT_MAX_BYTES, text)) return undefined;
  return {type: 'comment', kind, text};
}
