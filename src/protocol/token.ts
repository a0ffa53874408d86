import {SECRET_MAX_CHARS} from './limits.js';

/**
 * True if the value can be sent as `Authorization: Bearer …`: visible ASCII characters. `fetch` throws on any other.
 */
export function isBearerToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= SECRET_MAX_CHARS && /^[!-~]+$/.test(value);
}
