import {decodeCustom} from './codec.js';
import {replaceFaceCodes} from './text/faces.js';
import {COMMENT_MAX_BYTES, ELEMENTS_MAX, exceedsBytes} from './limits.js';
import {decodeMedia, type Media} from './media.js';
import type {CommentKind, CommentPart, Content} from './messages.js';

/** Tencent's message elements that are shown as comments: https://trtc.io/document/33527 */
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

/** Characters of the longest face name that is looked up. */
const FACE_MAX_CHARS = 64;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Decodes one element of a message. Returns undefined for an unknown element. Never throws.
 *
 * @param payload The SDK's `payload`, or the `MsgContent` of Tencent's callbacks: the same fields in other letter case.
 */
export function contentOf(type: string, payload: unknown): Content | undefined {
  const fields: Fields = typeof payload === 'object' && payload ? (payload as Fields) : {};
  if (type === 'TIMCustomElem') return decodeCustom(fields['data'] ?? fields['Data']) ?? undefined;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) return undefined;
  if (kind === 'text') {
    const text = fields['text'] ?? fields['Text'];
    if (typeof text !== 'string' || !text || exceedsBytes(text, COMMENT_MAX_BYTES)) return undefined;
    return {type: 'comment', kind, text};
  }
  if (kind === 'face') return {type: 'comment', kind, text: faceOf(fields['data'] ?? fields['Data'])};
  if (kind === 'file' || kind === 'location' || kind === 'merger') return {type: 'comment', kind, text: ''};
  const media: Media | undefined = decodeMedia(kind, payload);
  return {type: 'comment', kind, text: '', ...(media && {media})};
}

/** One element of a message, as the SDK has it. */
export interface SdkMessageElement {
  readonly type: string;
  readonly content: unknown;
}

/**
 * Decodes all elements of a message together. Texts and faces are joined into one text, in order. If the first element
 * is a custom element other than danmaku, it alone is the content; later custom elements are ignored. Never throws.
 */
export function contentOfAll(elements: readonly SdkMessageElement[]): Content | undefined {
  const contents = elements.slice(0, ELEMENTS_MAX).map(({type, content}) => contentOf(type, content));
  const [first] = contents;
  const shown = contents.filter((content) => content?.type === 'comment' || content?.type === 'danmaku');
  if ((first && first !== shown[0]) || shown.length < 2) return first ?? shown[0];
  const parts = joinTexts(
    shown.map((content) => (content.type === 'comment' ? content : {kind: 'text', text: content.text})),
  );
  const text = parts.map((part) => part.text).join('');
  const {kind = 'text', media} = parts.find((part) => part.kind !== 'text') ?? {};
  return {type: 'comment', kind, text, ...(media && {media}), ...(parts.length > 1 && {parts})};
}

/** Joins adjacent texts into one part. Stops before the element that would exceed the byte limit of a comment. */
function joinTexts(elements: readonly CommentPart[]): readonly CommentPart[] {
  const parts: CommentPart[] = [];
  let joined = '';
  for (const {kind, text, media} of elements) {
    if (exceedsBytes(joined + text, COMMENT_MAX_BYTES)) break;
    joined += text;
    const last = parts.at(-1);
    if (!text) parts.push({kind, text, media});
    else if (last?.text) parts[parts.length - 1] = {kind: 'text', text: last.text + text};
    else parts.push({kind: 'text', text});
  }
  return parts;
}

/** Formats a comment as text. `nameOf` gives the name of a part that has no text. */
export function formatComment(
  {kind, text, parts}: CommentPart & {readonly parts?: readonly CommentPart[] | undefined},
  nameOf: (kind: Exclude<CommentKind, 'text'>) => string,
): string {
  return (parts ?? [{kind, text}])
    .map((part) => part.text.trim() || (part.kind === 'text' ? '' : nameOf(part.kind)))
    .filter(Boolean)
    .join(' ');
}

/** Replaces Tencent's face codes with emoji. */
export function replaceFaces(content: Content | undefined): Content | undefined {
  if (content?.type === 'danmaku') return {...content, text: replaceFaceCodes(content.text)};
  if (content?.type !== 'comment') return content;
  const parts = content.parts?.map((part) => ({...part, text: replaceFaceCodes(part.text)}));
  return {...content, text: replaceFaceCodes(content.text), ...(parts && {parts})};
}

/**
 * Returns the emoji of a face element that uses a face code, and '' for one that uses a number of the sender's own
 * picture set.
 */
function faceOf(data: unknown): string {
  if (typeof data !== 'string' || data.length > FACE_MAX_CHARS) return '';
  const face = replaceFaceCodes(data.startsWith('[') ? data : `[${data}]`);
  return face.startsWith('[') ? '' : face;
}
