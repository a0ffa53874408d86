/**
 * The A2Key: what a login answers and every later frame carries, so that a reconnect needs no UserSig.
 * It holds its own facts under a MAC, hence it still holds when the local cloud has been restarted.
 */
import {createHmac, timingSafeEqual} from 'node:crypto';
import {isBody} from './body.ts';

export interface Ticket {
  readonly userId: string;
  /** Unix milliseconds; a later login of the same user has a greater one. */
  readonly loginAt: number;
  /** Unix seconds, of the UserSig that the login showed. */
  readonly signedAt: number;
  readonly expiresAt: number;
}

export function sealTicket(secretKey: string, ticket: Ticket): string {
  const content = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${content}.${mac(secretKey, content)}`;
}

/** The ticket, or undefined if this cloud did not make it. */
export function openTicket(secretKey: string, sealed: string): Ticket | undefined {
  const [content = '', given = ''] = sealed.split('.', 2);
  const expected = Buffer.from(mac(secretKey, content));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return undefined;
  const ticket: unknown = JSON.parse(Buffer.from(content, 'base64url').toString());
  return isBody(ticket) ? (ticket as unknown as Ticket) : undefined; // Made by sealTicket: the MAC says so.
}

function mac(secretKey: string, content: string): string {
  return createHmac('sha256', `a2:${secretKey}`).update(content).digest('base64url');
}
