import {safeUrl} from '../../../../src/protocol/safe-url.ts';
import {ApiError} from './errors.ts';

/** Returns the trimmed text if it is one line that is not empty, not too long and without control characters. @throws ApiError INVALID */
export function requireLine(name: string, text: string, maxChars: number): string {
  const line = text.trim();
  if (!line || line.length > maxChars || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(line)) {
    throw new ApiError('INVALID', `${name} must be 1 to ${maxChars} characters on one line`);
  }
  return line;
}

/** @throws ApiError INVALID */
export function requireAddress(name: string, text: string): string {
  const address = safeUrl(text);
  if (!address) throw new ApiError('INVALID', `${name} must be an https: address, or an http: one on loopback`);
  return address;
}
