import {decodeStoredPage} from '../../backend/stored-messages.js';
import type {RoomMessage} from '../../protocol/messages.js';
import type {LiveSession} from '../live-session.js';

/**
 * Loads one message of the room's history. Resolves with undefined if there is none. Rejects if the server does not
 * respond.
 */
export async function loadMessage(session: LiveSession, seq: number): Promise<RoomMessage | undefined> {
  const {roomId = ''} = session.state.connection;
  const path = `/rooms/${encodeURIComponent(roomId)}/messages?after=${seq - 1}&limit=1`;
  const {messages} = decodeStoredPage(await session.request(path), session.userId);
  return messages.find((message) => message.seq === seq);
}
