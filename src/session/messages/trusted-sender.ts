import {SERVICE_ONLY_TYPES, type RoomMessage} from '../../protocol/messages.js';

/** True if the sender is trusted for this message type. docs/architecture.md lists the other places that refuse messages. */
export function isTrusted({content, from}: RoomMessage, serviceUserId: string | undefined): boolean {
  return !SERVICE_ONLY_TYPES.has(content.type) || from.userId === serviceUserId;
}

/**
 * True for a broadcast after its `expiresAt`.
 *
 * @param now Unix milliseconds by the service's clock.
 */
export function isExpiredBroadcast({content}: RoomMessage, now: number): boolean {
  return content.type === 'broadcast' && content.expiresAt! * 1_000 <= now;
}
