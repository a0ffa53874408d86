/**
 * The `A2Key` of a login: later frames carry it, so that a reconnect needs no UserSig. It contains its data and a MAC, so it
 * stays valid when the local cloud restarts.
 */
import {createHmac, timingSafeEqual} from 'node:crypto';
import {isBody} from './body.ts';

export interface ResumeToken {
  readonly userId: string;
  /** Unix milliseconds; a later login of the same user has a greater one. */
  readonly loginAt: number;
  /** Unix seconds, from the UserSig of the login. */
  readonly signedAt: number;
  readonly expiresAt: number;
}

export function createResumeToken(secretKey: string, token: ResumeToken): string {
  const content = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${content}.${mac(secretKey, content)}`;
}

/** @returns Undefined if this cloud did not create the token. */
export function readResumeToken(secretKey: string, sealed: string): ResumeToken | undefined {
  const [content = '', received = ''] = sealed.split('.', 2);
  const expected = Buffer.from(mac(secretKey, content));
  const actual = Buffer.from(received);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  const token: unknown = JSON.parse(Buffer.from(content, 'base64url').toString());
  return isBody(token) ? (token as unknown as ResumeToken) : undefined; // The MAC proves that createResumeToken made it.
}

function mac(secretKey: string, content: string): string {
  return createHmac('sha256', `a2:${secretKey}`).update(content).digest('base64url');
}
