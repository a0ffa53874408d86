import type {Socket} from 'node:net';
import type {FastifyError, FastifyInstance, FastifyReply, FastifyRequest} from 'fastify';
import {ImError} from './tencent/im-error.ts';

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
    this.retryAfterS = retryAfterS;
  }

  get statusCode(): number {
    return STATUS[this.code];
  }

  /** What goes over the wire. */
  get body(): {error: {code: ApiErrorCode; message: string; details?: unknown}} {
    const {code, message, details} = this;
    return {error: {code, message, ...(details !== undefined && {details})}};
  }
}

/** Whatever goes wrong in whatever layer, the caller gets one shape. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => sendError(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    reply.code(404).send(new ApiError('NOT_FOUND', `there is no ${request.method} ${pathOf(request)}`).body),
  );
}

export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = toApiError(error);
  // An ApiError without a cause is said on purpose: whoever asked knows all there is.
  if (answer.statusCode >= 500 && answer.cause) request.log.error({err: answer.cause}, 'request failed');
  if (answer.retryAfterS !== undefined) reply.header('Retry-After', answer.retryAfterS);
  return reply.code(answer.statusCode).send(answer.body);
}

/** Bytes that are no HTTP never become a request: the answer goes to the bare socket. */
export function answerNoise(_error: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const body = JSON.stringify(new ApiError('INVALID', 'this is not HTTP').body);
  const head = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}`;
  socket.end(`HTTP/1.1 422 Unprocessable Entity\r\nConnection: close\r\n${head}\r\n\r\n${body}`);
}

/** The path alone: queries may carry what nobody should read. */
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
  if (statusCode !== undefined && statusCode < 500) return new ApiError('INVALID', refusal(code));
  if (databaseGone(code))
    return new ApiError('UNAVAILABLE', 'the database cannot be reached; try again', {cause: error});
  return new ApiError('INTERNAL', 'something went wrong here', {cause: error});
}

/** Fastify's own messages can quote what was sent; ours do not. */
function refusal(code: string | undefined): string {
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'the body is too large';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'the body must be application/json';
  if (code === 'FST_ERR_CTP_EMPTY_JSON_BODY') return 'the body is empty';
  return 'the request could not be read as JSON over HTTP';
}

/** SQLSTATE classes 08 (connection), 53 (resources), 57P (shutdown), the sockets' own codes, and the pool's time-out. */
function databaseGone(code: string | undefined): boolean {
  return code !== undefined && /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|POOL_TIMEOUT)$/.test(code);
}
