import {SECRET_MAX_CHARS} from './limits.js';

/** True of what can travel as `Authorization: Bearer …`: visible ASCII. Anything else makes `fetch` throw. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= SECRET_MAX_CHARS && /^[!-~]+$/.test(value);
}
