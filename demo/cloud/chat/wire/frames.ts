/** Frames of the SDK's WebSocket: UTF-8 JSON `{head, body}`, always binary from server to client (measured with SDK 3.6.6: text frames are dropped). */
import {isBody, type Body} from './body.ts';

/** The head of a request. `identifier`, `userSig` and `a2` are untrusted until login has checked them. */
export interface RequestHead {
  /** `service.command`. */
  readonly command: string;
  readonly seq: number;
  readonly identifier: string;
  readonly userSig: string;
  /** `A2Key` of the login response; the SDK logs in with it after a reconnect. */
  readonly a2: string;
}

export interface Request {
  readonly head: RequestHead;
  readonly body: Body;
}

/** Requests of the SDK nest about ten levels deep. */
const MAX_DEPTH = 32;

/** @returns Undefined for a frame that is no request. Such frames are ignored, as the real service does (measured). */
export function decode(frame: Buffer): Request | undefined {
  let message: unknown;
  try {
    message = JSON.parse(frame.toString('utf8'));
  } catch {
    return undefined; // Not JSON: without a sequence number it cannot be answered.
  }
  if (!isBody(message) || !isBody(message.head)) return undefined;
  const {servcmd, seq, identifier, usersig, a2} = message.head;
  if (typeof servcmd !== 'string' || typeof seq !== 'number' || servcmd.length > 128) return undefined;
  if (deeperThan(message.body, MAX_DEPTH)) return undefined;
  return {
    head: {command: servcmd, seq, identifier: asText(identifier), userSig: asText(usersig), a2: asText(a2)},
    body: isBody(message.body) ? message.body : {},
  };
}

export function encodeReply({command, seq}: RequestHead, body: Body): Buffer {
  return Buffer.from(JSON.stringify({head: {servcmd: command, seq}, body}));
}

export function ok(body: Body = {}): Body {
  return {ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', ...body};
}

export function failed(code: number, info: string): Body {
  return {ActionStatus: 'FAIL', ErrorCode: code, ErrorInfo: info};
}

let pushSeq = 0;

/** Encodes a push once for all its receivers. */
export function encodePush(body: Body, command = 'im_open_push.msg_push'): Buffer {
  pushSeq = (pushSeq + 1) % 0x7fff_ffff;
  return Buffer.from(JSON.stringify({head: {servcmd: command, seq: pushSeq}, body}));
}

/** Encodes a push of events that are JSON already. */
export function encodeEvents(events: readonly string[]): Buffer {
  pushSeq = (pushSeq + 1) % 0x7fff_ffff;
  const head = `{"servcmd":"im_open_push.msg_push","seq":${pushSeq}}`;
  return Buffer.from(`{"head":${head},"body":{"EventArray":[${events.join(',')}]}}`);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function deeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth === 0) return true;
  return Object.values(value).some((inner) => deeperThan(inner, depth - 1));
}
