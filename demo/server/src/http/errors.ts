import type {Socket} from 'node:net';
import type {FastifyError, FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {isBadData, isUnavailable} from '../database/unavailable.ts';
import {ImError} from '../tencent/im-error.ts';

/** `Retry-After` while the database or Tencent is unavailable. */
const UNAVAILABLE_RETRY_S = 2;
/** Time for the last response of a connection to be read. */
const LINGER_MS = 1_000;

/** Error codes of responses, with their HTTP status. */
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
  /** A fault of this server. The log has the cause. */
  INTERNAL: 500,
} as const;

export type ApiErrorCode = keyof typeof STATUS;

export interface ApiErrorOptions {
  readonly details?: unknown;
  readonly cause?: unknown;
  readonly retryAfterS?: number;
}

/** A failure that the response reports. The message is for the developer of the caller, so it has no secrets and no internals. */
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

/** Gives all error responses one shape. */
export function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send(new ApiError('NOT_FOUND', `there is no ${request.method} ${pathOf(request)}`).body),
  );
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = toApiError(error);
  // Fastify closes the connection after a body that is too large. `Connections` reads the rest of it instead, because a
  // client that is still sending would miss the response.
  reply.removeHeader('connection');
  // An ApiError without a cause is intended, so it is not logged.
  if (failure.statusCode >= 500 && failure.cause) request.log.error({err: failure.cause}, 'request failed');
  if (failure.retryAfterS !== undefined) reply.header('Retry-After', failure.retryAfterS);
  return reply.code(failure.statusCode).send(failure.body);
}

/** Writes an error response to the socket of a request that is invalid HTTP or never complete, and closes the socket. */
export function answerMalformedRequest({code}: {readonly code?: string | undefined}, socket: Socket): void {
  // Internal to Node: the response that is being written. Nothing may be written into it.
  const {_httpMessage: begun} = socket as Socket & {readonly _httpMessage?: {readonly headersSent: boolean} | null};
  if (!socket.writable || begun?.headersSent) return void socket.destroy();
  // Browsers open connections in advance, and would take this for the response to a request that they send at this
  // moment.
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
  if (code === 'CONNECT') return 'this server is not a proxy';
  return 'this is not HTTP';
}

/** The path without the query, which may contain secrets. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0]!.slice(0, 200);
}

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof ImError) return new ApiError('UNAVAILABLE', 'Tencent Chat failed; try again', {cause: error});
  const {validation, validationContext, statusCode, code} = error as Partial<FastifyError>;
  if (validation) {
    const details = validation.slice(0, 8).map(({instancePath, message}) => ({path: instancePath, message}));
    return new ApiError('INVALID', `${validationContext ?? 'request'} does not match the schema of this call`, {
      details,
    });
  }
  if (statusCode === 429) return new ApiError('TOO_FAST', 'too many calls from this address; wait a moment');
  if (statusCode !== undefined && statusCode < 500) return new ApiError('INVALID', bodyProblem(code));
  if (isUnavailable(error))
    return new ApiError('UNAVAILABLE', 'the database cannot be reached; try again', {cause: error});
  // Values that pass the schema but that no column can hold: NUL, numbers out of range.
  if (isBadData(error)) return new ApiError('INVALID', 'the request contains a value that cannot be stored');
  return new ApiError('INTERNAL', 'internal error', {cause: error});
}

/** Fastify's messages can quote the request; these do not. */
function bodyProblem(code: string | undefined): string {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'the body is too large';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'the body must be application/json';
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return 'the body is empty';
  return 'the request could not be read as JSON over HTTP';
}
