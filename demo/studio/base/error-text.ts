import {t, type Term} from './language.ts';
import {ServerError} from './server.ts';

/** An error whose text is a term, shown as it is. */
export class TermError extends Error {
  readonly term: Term;

  constructor(term: Term, message = '') {
    super(message);
    this.term = term;
  }
}

const KNOWN = [
  'UNREACHABLE',
  'UNAUTHORIZED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'TOO_FAST',
  'ROOM_ENDED',
  'UNAVAILABLE',
] as const;

/** The text of an error. The server's own message is for developers. It is shown if there is no better text. */
export function errorText(error: unknown): string {
  if (error instanceof TermError) return t(error.term, {message: error.message});
  const {code = '', message = ''} = error as {code?: string; message?: string};
  const retryAfter = error instanceof ServerError ? error.retryAfter : undefined;
  if (code === 'INVALID') return t('INVALID', {message});
  if (code === 'TOO_FAST' && retryAfter) return t('TOO_FAST_FOR', {seconds: retryAfter});
  const known = KNOWN.find((name) => name === code);
  return known ? t(known) : t('FAILED', {message: [code, message].filter(Boolean).join(': ')});
}
