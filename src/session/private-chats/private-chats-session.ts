import type {Uploader} from '../../drivers/outgoing-messages.js';
import type {PrivateChatDriver, PrivateChatSink} from '../../drivers/private-chat-driver.js';
import type {LiveState} from '../state/live-state.js';
import type {Conversation} from '../state/slices/private-chats.js';

/** The parts of the session that the private conversations use. */
export interface PrivateChatsSession {
  /** User id of the viewer. */
  readonly userId: string;
  /** Aborted when the room connection ends or the viewer changes. */
  readonly signal: AbortSignal;
  state(): LiveState;
  /** Unix milliseconds by the service's clock. */
  now(): number;
  publish(conversations: readonly Conversation[]): void;
  driver(sink: PrivateChatSink): Promise<PrivateChatDriver>;
  uploader(): Promise<Uploader>;
}
