import {decodeCustom} from './codec.js';
import {withFaces} from './faces.js';
import {COMMENT_MAX_BYTES, isOver} from './limits.js';
import {readMedia, type Media} from './media.js';
import type {CommentKind, Content} from './messages.js';

/** Tencent's message elements that are comments: https://trtc.io/document/33527 */
const KINDS: Readonly<Record<string, CommentKind>> = {
  TIMTextElem: 'text',
  TIMFaceElem: 'face',
  TIMImageElem: 'image',
  TIMSoundElem: 'sound',
  TIMVideoFileElem: 'video',
  TIMFileElem: 'file',
  TIMLocationElem: 'location',
  TIMRelayElem: 'merger',
};

/** The longest word that can be a face. */
const FACE_MAX_CHARS = 64;

type Fields = Readonly<Record<string, unknown>>;

/**
 * What a message's element says; undefined when it says nothing that a room knows. Never throws.
 *
 * @param given The SDK's `payload`, or the `MsgContent` of Tencent's callbacks: the same fields, in other letters.
 */
export function contentOf(type: string, given: unknown): Content | undefined {
  const fields: Fields = typeof given === 'object' && given ? (given as Fields) : {};
  if (type === 'TIMCustomElem') return decodeCustom(fields['data'] ?? fields['Data']) ?? undefined;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) return undefined;
  if (kind === 'text') {
    const text = fields['text'] ?? fields['Text'];
    if (typeof text !== 'string' || !text || isOver(COMMENT_MAX_BYTES, text)) return undefined;
    return {type: 'comment', kind, text};
  }
  if (kind === 'face') return {type: 'comment', kind, text: faceOf(fields['data'] ?? fields['Data'])};
  if (kind === 'file' || kind === 'location' || kind === 'merger') return {type: 'comment', kind, text: ''};
  const media: Media | undefined = readMedia(kind, given);
  return {type: 'comment', kind, text: '', ...(media && {media})};
}

/** A comment as it is read: Tencent's faces are emoji. */
export function asRead(content: Content | undefined): Content | undefined {
  return content && 'text' in content && (content.type === 'comment' || content.type === 'danmaku')
    ? {...content, text: withFaces(content.text)}
    : content;
}

/** A face element names its face as texts do, or by a number of a set of pictures that only the sender has. */
function faceOf(data: unknown): string {
  if (typeof data !== 'string' || data.length > FACE_MAX_CHARS) return '';
  const face = withFaces(data.startsWith('[') ? data : `[${data}]`);
  return face.startsWith('[') ? '' : face;
}
