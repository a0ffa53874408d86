import type {FastifyReply, FastifyRequest, FastifyServerOptions} from 'fastify';
import {pathOf} from '../http/errors.ts';
import type {LogLevel} from '../settings/settings.ts';
import {ImError} from '../tencent/im-error.ts';

/** Where log lines go; standard output unless given. */
export interface LogSink {
  write(line: string): void;
}

/** Lines say what was asked and how it went: no header, query, body, token or signature. */
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

/** Not the error itself: a database's carries the row, an HTTP client's the address. */
function describeError(error: unknown): {type: string; message: string; stack: string; code?: string; cause?: string} {
  if (!(error instanceof Error)) return {type: typeof error, message: 'not an Error', stack: ''};
  const {name, message, stack = '', cause} = error;
  const {code} = error as {code?: unknown};
  return {
    type: name,
    message,
    // Where a call to Tencent Chat broke is in its message; where our own code did is in the stack.
    stack: error instanceof ImError ? '' : stack,
    ...(typeof code === 'string' && {code}),
    ...(cause instanceof Error && {cause: `${cause.name}: ${cause.message}`}),
  };
}

/** An error's message with those of its causes, on one line, without passwords of addresses. */
export function reasonOf(error: unknown): string {
  const parts: string[] = [];
  let next: unknown = error;
  for (let depth = 0; next instanceof Error && depth < 5; depth++) {
    const {message, code, errors} = next as NodeJS.ErrnoException & Partial<AggregateError>;
    // The error of a host with several addresses has no message: each address has one of its own.
    const inner = Array.isArray(errors) ? errors.map((one) => (one as Error).message) : [];
    const text = message || inner.join(', ') || next.name;
    parts.push(code && !text.includes(code) ? `${text} (${code})` : text);
    next = next.cause;
  }
  const line = parts.join(': ').replace(/\s+/g, ' ');
  return (line || String(error)).replace(/(\w+:\/\/[^\s:/@]*):[^\s@]*@/g, '$1:***@');
}
