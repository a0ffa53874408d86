import {contentOf} from '../../../../src/protocol/message-elements.ts';
import {ELEMENTS_MAX} from '../../../../src/protocol/limits.ts';
import type {Content} from '../../../../src/protocol/messages.ts';

/** One element of a Tencent message: https://trtc.io/document/34374 */
export interface MessageElement {
  readonly MsgType: string;
  readonly MsgContent: Readonly<Record<string, unknown>>;
}

/** Reads the elements of a `MsgBody`; undefined if it is invalid. */
export function readElements(msgBody: unknown): readonly MessageElement[] | undefined {
  if (!Array.isArray(msgBody) || !msgBody.length || msgBody.length > ELEMENTS_MAX) return undefined;
  return msgBody.every(isElement) ? msgBody : undefined;
}

/** Reads the content of an element; undefined for unknown or invalid content. */
export function contentOfElement({MsgType, MsgContent}: MessageElement): Content | undefined {
  const content = contentOf(MsgType, MsgContent);
  // `Desc` must be the type in `Data`, since a client may read only `Desc`.
  return MsgType === 'TIMCustomElem' && content?.type !== MsgContent.Desc ? undefined : content;
}

function isElement(value: unknown): value is MessageElement {
  return isRecord(value) && typeof value['MsgType'] === 'string' && isRecord(value['MsgContent']);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
