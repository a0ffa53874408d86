import {LiveRoom} from '../../../src/elements/live-room/live-room.ts';
import {loadTencentChat} from '../../../src/session/connection/load-drivers.ts';
import {LiveSession} from '../../../src/session/live-session.ts';
import {memoryRoomOf} from './memory-room.ts';

/**
 * The `<live-room>` of this site. With the address of a room in memory it joins that room; with any other address it
 * works as published.
 */
export class DocsRoom extends LiveRoom {
  protected override createSession(): LiveSession {
    return new LiveSession(() => memoryRoomOf(this.apiUrl)?.service.load() ?? loadTencentChat());
  }
}
