import type {Socket} from 'node:net';
import type {FastifyError, FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {isBadData, isUnavailable} from '../database/unavailable.ts';
import {ImError} from '../tencent/im-error.ts';

/** After a time in which the database or Tencent may be back. */
const UNAVAILABLE_RETRY_S = 2;
/** For the last answer of a connection to be read. */
const LINGER_MS = 1_000;

/** Every code a caller can be answered, with its HTTP status. */
const STATUS = {
  INVALID: 422,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INSUFFICIENT_BALANCE: 402,
  ROOM_ENDED: 409,
  TOO_FAST: 429,
  /** The database or Tencent cannot be reached; the same call may succeed later. */
  UNAVAILABLE: 503,
  /** Our fault. The log knows more. */
  INTERNAL: 500,
} as const;

export type ApiErrorCode = keyof typeof STATUS;

export interface ApiErrorOptions {
  readonly details?: unknown;
  readonly cause?: unknown;
  readonly retryAfterS?: number;
}

/** An answer that is not the one hoped for. The message is for the developer who called: no secrets, no internals. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly details: unknown;
  /** Seconds after which the same call may succeed. */
  readonly retryAfterS: number | undefined;

  constructor(code: ApiErrorCode, message: string, {details, cause, retryAfterS}: ApiErrorOptions = {}) {
    super(message, {cause});
    this.code = code;
    this.details = details;
    this.retryAfterS = retryAfterS ?? (code === 'UNAVAILABLE' ? UNAVAILABLE_RETRY_S : undefined);
  }

  get statusCode(): number {
    return STATUS[this.code];
  }

  /** The body of the response. */
  get body(): {error: {code: ApiErrorCode; message: string; details?: unknown}} {
    const {code, message, details} = this;
    return {error: {code, message, ...(details !== undefined && {details})}};
  }
}

/** Every error of every layer is answered in one shape. */
export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send(new ApiError('NOT_FOUND', `there is no ${request.method} ${pathOf(request)}`).body),
  );
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = toApiError(error);
  // Fastify closes the connection after a body that is too large. The rest of the body is read instead, or a client that still sends would miss the response.
  reply.removeHeader('connection');
  // An ApiError without a cause is intended, and its response says everything: it is not logged.
  if (answer.statusCode >= 500 && answer.cause) request.log.error({err: answer.cause}, 'request failed');
  if (answer.retryAfterS !== undefined) reply.header('Retry-After', answer.retryAfterS);
  return reply.code(answer.statusCode).send(answer.body);
}

/** Bytes that are no HTTP, or never become a whole request, are answered on the bare socket, which is then closed. */
export function answerMalformedRequest({code}: {readonly code?: string | undefined}, socket: Socket): void {
  // Node's own: the answer that is being written. Nothing may be written into it.
  const {_httpMessage: begun} = socket as Socket & {readonly _httpMessage?: {readonly headersSent: boolean} | null};
  if (!socket.writable || begun?.headersSent) return void socket.destroy();
  // Browsers open connections ahead, and would take this for the answer to a request that they send at this moment.
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' && socket.bytesRead === 0) return void socket.destroy();
  const body = JSON.stringify(new ApiError('INVALID', malformation(code)).body);
  const head = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`HTTP/1.1 422 Unprocessable Entity\r\nConnection: close\r\n${head}\r\n\r\n${body}`);
  const late = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.once('close', () => clearTimeout(late));
}

function malformation(code: string | undefined): string {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'the request did not arrive in time';
  if (code === 'HPE_HEADER_OVERFLOW') return 'the headers are too large';
  if (code === 'CONNECT') return 'this server is no proxy';
  return 'this is not HTTP';
}

/** The path without the query, which may hold secrets. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!.slice(0, 200);
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ImError)
    return new ApiError('UNAVAILABLE', 'Tencent Chat did not do it; try again', {cause: error});
  const {validation, validationContext, statusCode, code} = error as Partial<FastifyError>;
  if (validation) {
    const details = validation.slice(0, 8).map(({instancePath, message}) => ({path: instancePath, message}));
    return new ApiError('INVALID', `${validationContext ?? 'request'} is not what this call takes`, {details});
  }
  if (statusCode === 429) return new ApiError('TOO_FAST', 'too many calls from this address; wait a moment');
  if (statusCode !== undefined && statusCode < 500) return new ApiError('INVALID', bodyProblem(code));
  if (isUnavailable(error))
    return new ApiError('UNAVAILABLE', 'the database cannot be reached; try again', {cause: error});
  // Whatever no schema stops and no column takes: NUL, numbers out of range.
  if (isBadData(error)) return new ApiError('INVALID', 'the request holds a value that cannot be kept');
  return new ApiError('INTERNAL', 'something went wrong here', {cause: error});
}

/** Fastify's own messages can quote what was sent; ours do not. */
function bodyProblem(code: string | undefined): string {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'the body is too large';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'the body must be application/json';
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return 'the body is empty';
  return 'the request could not be read as JSON over HTTP';
}
