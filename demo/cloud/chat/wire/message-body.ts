/** Validates the elements of a message. */
import {bodies, byteLength, isBody, optionalNumber, optionalText, text, type Body} from './body.ts';
import {Code, Refusal} from './codes.ts';

/** UTF-8 bytes of text in one element. */
const MAX_ELEMENT_BYTES = 8_000;
/** Bytes of a message: all elements and CloudCustomData. */
export const MAX_MESSAGE_BYTES = 12 * 1_024;
const MAX_ELEMENTS = 20;

/** Validates a `MsgBody`: known types with their fields, within the size limits (80002 beyond). */
export function readMsgBody(body: Body, cloudCustomData: string): readonly Body[] {
  const elements = bodies(body, 'MsgBody', MAX_ELEMENTS).map((element) => {
    const type = text(element, 'MsgType', 64);
    const content = element.MsgContent;
    const check = Object.hasOwn(CONTENT, type) ? CONTENT[type] : undefined;
    if (!check) throw new Refusal(Code.BAD_PARAMETER, `there is no MsgType ${type}`);
    if (!isBody(content)) throw new Refusal(Code.BAD_PARAMETER, 'MsgContent must be an object');
    check(content);
    if (textBytes(content) > MAX_ELEMENT_BYTES) {
      throw new Refusal(Code.MESSAGE_TOO_LONG, `an element has more than ${MAX_ELEMENT_BYTES} bytes of text`);
    }
    return {MsgType: type, MsgContent: content};
  });
  if (byteLength(JSON.stringify(elements)) + byteLength(cloudCustomData) > MAX_MESSAGE_BYTES) {
    throw new Refusal(Code.MESSAGE_TOO_LONG, `the message is larger than ${MAX_MESSAGE_BYTES} bytes`);
  }
  return elements;
}

const CONTENT: Readonly<Record<string, (content: Body) => void>> = {
  TIMTextElem: (content) => void text(content, 'Text', Infinity),
  TIMCustomElem: (content) => {
    for (const name of ['Data', 'Desc', 'Ext', 'Sound']) optionalText(content, name, Infinity);
  },
  TIMFaceElem: (content) => {
    optionalNumber(content, 'Index');
    optionalText(content, 'Data', Infinity);
  },
  // Their files were uploaded elsewhere; receivers must not trust any field.
  TIMLocationElem: () => undefined,
  TIMImageElem: () => undefined,
  TIMSoundElem: () => undefined,
  TIMVideoFileElem: () => undefined,
  TIMFileElem: () => undefined,
  TIMRelayElem: () => undefined,
};

function textBytes(value: unknown): number {
  if (typeof value === 'string') return byteLength(value);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, inner) => sum + textBytes(inner), 0);
}
