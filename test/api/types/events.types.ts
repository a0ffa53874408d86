/** Compiled, never run: the types of events that TypeScript must accept, and the wrong uses that it must refuse. */
import {LiveEvent, type ChatPanel, type LiveError, type LiveRoom, type LiveSession} from '../../../src/index.js';

const room: LiveRoom = document.createElement('live-room');
const chat: ChatPanel | null = document.querySelector('chat-panel');

room.addEventListener('live-error', (event) => {
  const error: LiveError = event.detail.error;
  console.log(error.code, error.retryable);
});

// On any target: events bubble.
document.addEventListener('live-said', ({detail: {id, text}}) => console.log(id.length, text.length));
document.body.onclick = () => chat?.scrollToLatest();

room.addEventListener('live-status-change', ({detail}) => {
  if (detail.status === 'joined') console.log(detail.previous);
  // @ts-expect-error -- no such status
  if (detail.status === 'connected') console.log();
  // @ts-expect-error -- details are read only
  detail.status = 'idle';
});

// @ts-expect-error -- a comment's event has no count
room.addEventListener('live-say', ({detail}) => console.log(detail.count));

// @ts-expect-error -- the detail lacks its text
new LiveEvent('live-say', {});

// @ts-expect-error -- no such event
new LiveEvent('live-nothing', {});

const session: LiveSession = room.session;
session.on('comment', ({content, from}) => console.log(content.text, from.nick));
session.on('broadcast', ({content}) => console.log(content.broadcastId));

// @ts-expect-error -- no such event
session.on('comments', () => undefined);

// @ts-expect-error -- state is a snapshot
session.state.room.title = '';

// @ts-expect-error -- a comment has a text
void session.say(1);

// Messages of viewers who join and leave have their own content type.
room.session.on('join', ({content}) => console.log(content.type satisfies 'join'));
room.session.on('leave', ({content}) => console.log(content.type satisfies 'leave'));
