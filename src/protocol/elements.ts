import {decodeCustom} from './codec.js';
import {withFaces} from './faces.js';
import {COMMENT_MAX_BYTES, ELEMENTS_MAX, isOver} from './limits.js';
import {readMedia, type Media} from './media.js';
import type {CommentKind, CommentPart, Content} from './messages.js';

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
 * Decodes one element of a message. Returns undefined if a room does not know its content. Never throws.
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

/** One element of a message, in the SDK's words or in those of Tencent's callbacks. */
export interface MessageElement {
  readonly type: string;
  readonly content: unknown;
}

/**
 * Decodes all elements of a message together: texts and faces are one text, in order. A custom element that is no danmaku decides
 * alone where it comes first, and is left out elsewhere. Never throws.
 */
export function contentOfAll(elements: readonly MessageElement[]): Content | undefined {
  const contents = elements.slice(0, ELEMENTS_MAX).map(({type, content}) => contentOf(type, content));
  const [first] = contents;
  const said = contents.filter((content) => content?.type === 'comment' || content?.type === 'danmaku');
  if ((first && first !== said[0]) || said.length < 2) return first ?? said[0];
  const parts = joined(
    said.map((content) => (content.type === 'comment' ? content : {kind: 'text', text: content.text})),
  );
  const text = parts.map((part) => part.text).join('');
  const {kind = 'text', media} = parts.find((part) => part.kind !== 'text') ?? {};
  return {type: 'comment', kind, text, ...(media && {media}), ...(parts.length > 1 && {parts})};
}

/** Words beside each other are one part; what is too long together is cut off where an element ends. */
function joined(said: readonly CommentPart[]): readonly CommentPart[] {
  const parts: CommentPart[] = [];
  let words = '';
  for (const {kind, text, media} of said) {
    if (isOver(COMMENT_MAX_BYTES, words + text)) break;
    words += text;
    const last = parts.at(-1);
    if (!text) parts.push({kind, text, media});
    else if (last?.text) parts[parts.length - 1] = {kind: 'text', text: last.text + text};
    else parts.push({kind: 'text', text});
  }
  return parts;
}

/** A line in words: what has none is named, as `nameOf` says. */
export function inWords(
  {kind, text, parts}: CommentPart & {readonly parts?: readonly CommentPart[] | undefined},
  nameOf: (kind: Exclude<CommentKind, 'text'>) => string,
): string {
  return (parts ?? [{kind, text}])
    .map((part) => part.text.trim() || (part.kind === 'text' ? '' : nameOf(part.kind)))
    .filter(Boolean)
    .join(' ');
}

/** A comment as it is read: Tencent's faces are emoji. */
export function asRead(content: Content | undefined): Content | undefined {
  if (content?.type === 'danmaku') return {...content, text: withFaces(content.text)};
  if (content?.type !== 'comment') return content;
  const parts = content.parts?.map((part) => ({...part, text: withFaces(part.text)}));
  return {...content, text: withFaces(content.text), ...(parts && {parts})};
}

/** A face element names its face as texts do, or by a number of a set of pictures that only the sender has. */
function faceOf(data: unknown): string {
  if (typeof data !== 'string' || data.length > FACE_MAX_CHARS) return '';
  const face = withFaces(data.startsWith('[') ? data : `[${data}]`);
  return face.startsWith('[') ? '' : face;
}
