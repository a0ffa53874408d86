import type {FastifyReply, FastifyRequest, FastifyServerOptions} from 'fastify';
import {pathOf} from '../http/errors.ts';
import type {LogLevel} from '../settings/settings.ts';
import {ImError} from '../tencent/im-error.ts';

/** Receives log lines. Default: standard output. */
export interface LogSink {
  write(line: string): void;
}

/** Options of the logger. Lines name method, path and status; they have no header, query, body, token or signature. */
export function logger(level: LogLevel, sink?: LogSink): NonNullable<FastifyServerOptions['logger']> {
  return {
    level,
    ...(sink && {stream: sink}),
    serializers: {
      req: (request: FastifyRequest) => ({method: request.method, path: pathOf(request)}),
      res: (reply: Partial<FastifyReply>) => ({statusCode: reply.statusCode ?? 0}),
      err: describeError,
    },
  };
}

/**
 * Selects the safe fields of an error. A database error contains the row, and an error of an HTTP client the address.
 */
function describeError(error: unknown): {type: string; message: string; stack: string; code?: string; cause?: string} {
  if (!(error instanceof Error)) return {type: typeof error, message: 'not an Error', stack: ''};
  const {name, message, stack = '', cause} = error;
  const {code} = error as {code?: unknown};
  return {
    type: name,
    message,
    // The message of an ImError names the call, so its stack adds nothing.
    stack: error instanceof ImError ? '' : stack,
    ...(typeof code === 'string' && {code}),
    ...(cause instanceof Error && {cause: `${cause.name}: ${cause.message}`}),
  };
}

/** The messages of an error and its causes on one line. Passwords in addresses are masked. */
export function reasonOf(error: unknown): string {
  const parts: string[] = [];
  let next: unknown = error;
  for (let depth = 0; next instanceof Error && depth < 5; depth++) {
    const {message, code, errors} = next as NodeJS.ErrnoException & Partial<AggregateError>;
    // A failed connection to a host with several addresses has no message of its own, but one error per address.
    const inner = Array.isArray(errors) ? errors.map((one) => (one as Error).message) : [];
    const text = message || inner.join(', ') || next.name;
    parts.push(code && !text.includes(code) ? `${text} (${code})` : text);
    next = next.cause;
  }
  const line = parts.join(': ').replace(/\s+/g, ' ');
  return (line || String(error)).replace(/(\w+:\/\/[^\s:/@]*):[^\s@]*@/g, '$1:***@');
}
