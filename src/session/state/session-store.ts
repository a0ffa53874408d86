import {limitMarksIn} from '../../protocol/text/combining-marks.js';
import type {RoomMessage} from '../../protocol/messages.js';
import {MessageBatcher} from '../messages/message-batcher.js';
import {EventChannels} from './event-channels.js';
import {applyChange, INITIAL, type LiveState} from './live-state.js';
import type {SessionEvents} from './session-events.js';
import type {StateChanges} from './slice.js';
import {Store} from './store.js';

/** The state and the events of a session. A message is emitted at once, and changes the state in the next frame. */
export class SessionStore extends Store<LiveState> {
  readonly events = new EventChannels<SessionEvents>();
  readonly #batcher = new MessageBatcher((messages, dropped) => {
    this.#apply('messages', messages);
    if (dropped) this.#apply('listDropped', dropped);
  });

  constructor() {
    super(INITIAL);
  }

  /** Adds the waiting messages to the state now. */
  flush(): void {
    this.#batcher.flush();
  }

  /** Emits a message by its type only. */
  emitToTypeListeners(message: RoomMessage): void {
    this.events.emit(message.content.type, message as never); // The type of the content is the name of its event.
  }

  /** Emits a message by its type, and as `message`. */
  emitMessage(message: RoomMessage): void {
    this.emitToTypeListeners(message);
    this.events.emit('message', message);
  }

  /** Changes the state after the waiting messages: a comment must be listed before it is deleted. */
  apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void {
    this.flush();
    if (change === 'deleted') this.#emitDeleted(payload as StateChanges['deleted']);
    this.#apply(change, payload);
  }

  /** Counts dropped danmaku lines. Does not flush the messages, because a layer drops lines while they are emitted. */
  countDroppedDanmaku(count: number): void {
    this.#apply('danmakuDropped', count);
  }

  /** Adds new live messages from trusted senders. */
  addMessages(batch: readonly RoomMessage[]): void {
    const messages = batch.map(withLimitedMarks);
    this.#batcher.add(messages);
    for (const message of messages) this.emitMessage(message);
  }

  /**
   * Adds new messages of the history from trusted senders.
   *
   * @param sinceJoin True for messages that were sent after the viewer joined. Only these are emitted.
   */
  addStoredMessages(batch: readonly RoomMessage[], sinceJoin: boolean): void {
    const messages = batch.map(withLimitedMarks);
    this.#apply('storedMessages', messages);
    for (const message of sinceJoin ? messages : []) {
      if (message.content.type === 'broadcast') this.emitToTypeListeners(message);
      this.events.emit('message', message);
    }
  }

  #emitDeleted(seqs: readonly number[]): void {
    const comments = this.current.comments.list.filter(({id, seq}) => id && seqs.includes(seq!));
    this.events.emit('deleted', {ids: comments.map(({id}) => id!), seqs});
  }

  #apply<C extends keyof StateChanges>(change: C, payload: StateChanges[C]): void {
    applyChange(this, change, payload);
  }
}

/** Limits the combining marks of a message's text. */
function withLimitedMarks(message: RoomMessage): RoomMessage {
  const {content} = message;
  if (content.type !== 'comment' && content.type !== 'danmaku') return message;
  const limited = limitMarksIn(content);
  return limited === content ? message : {...message, content: limited};
}
