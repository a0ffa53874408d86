import {SERVICE_ONLY_TYPES, type RoomMessage} from '../../protocol/messages.js';

/**
 * True if the sender is trusted for this message type and the message has not expired.
 *
 * @param now Unix milliseconds by the service's clock.
 */
export function isTrusted({content, from}: RoomMessage, service: string | undefined, now: number): boolean {
  if (!SERVICE_ONLY_TYPES.has(content.type)) return true;
  const lapsed = content.type === 'broadcast' && content.expiresAt! * 1_000 <= now;
  return from.userId === service && !lapsed;
}
