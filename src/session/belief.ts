import {SERVICE_ONLY, type RoomMessage} from '../protocol/messages.js';

/** Whether whoever said it may say it, and still means it. */
export function mayBeBelieved({content, from}: RoomMessage, service: string | undefined): boolean {
  if (!SERVICE_ONLY.has(content.type)) return true;
  const lapsed = content.type === 'broadcast' && content.expiresAt! * 1_000 <= Date.now();
  return from.userId === service && !lapsed;
}
