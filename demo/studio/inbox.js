import {find, make} from './dom.js';
import {clock, inLanguage, number, t} from './language.js';

/** Private messages to the host: the list of conversations, and the selected one. */
export function inbox(_studio, room) {
  const chat = make('private-chat', {id: 'inbox-chat', room: room.id, open: true, hidden: true});
  find('inbox-talk').append(chat);
  const {session} = room;
  let chosen;
  const render = () => {
    const {viewer, privateChats, connection} = session.state;
    const chats = viewer.profile ? privateChats.conversations : [];
    const unread = chats.reduce((sum, talk) => sum + talk.unread, 0);
    find('inbox-unread').textContent = unread ? t('unreadCount', {count: number(unread)}) : '';
    find('no-letters').hidden = chats.length > 0;
    find('no-letters').textContent = t(
      viewer.profile || connection.status !== 'joined' ? 'noLetters' : 'lettersAreTheHosts',
    );
    find('inbox-list').replaceChildren(...chats.map((talk) => item(talk, talk.peer.userId === chosen, choose)));
  };
  const choose = (userId) => {
    chosen = userId;
    chat.peer = userId;
    chat.hidden = false;
    chat.show();
    render();
    find('inbox-list').querySelector('[aria-pressed=true]')?.focus();
  };
  let known;
  session.subscribe(() => {
    const {privateChats, viewer, connection} = session.state;
    // Nothing comes before somebody asks for it.
    if (connection.status === 'joined' && viewer.profile) session.privateChats().catch(() => undefined); // The connection's pill says why.
    const now = JSON.stringify([
      privateChats.conversations.map(({peer, unread, time, last}) => [peer, unread, time, preview(last)]),
      viewer.profile,
    ]);
    if (now === known) return;
    known = now;
    render();
  });
  // The room's own button to close has nothing to close here.
  chat.addEventListener('live-error', (event) => event.stopPropagation());
  inLanguage(render);
}

function item({peer, unread, time, last}, isChosen, choose) {
  const button = make(
    'button',
    {type: 'button', className: 'letter', 'aria-pressed': String(isChosen)},
    make('bdi', {className: 'nick', textContent: peer.nick || peer.userId}),
    ...(unread ? [make('span', {className: 'count', textContent: number(unread)})] : []),
    make('time', {textContent: time ? clock(time) : ''}),
    make('span', {className: 'words', dir: 'auto', textContent: preview(last)}),
  );
  button.addEventListener('click', () => choose(peer.userId));
  return make('li', {}, button);
}

/** All that a message says; what has no words is named. */
function preview(last) {
  return (last?.parts ?? (last ? [last] : []))
    .map(({kind, text}) => text.trim() || (kind === 'text' ? '' : t(kind)))
    .filter(Boolean)
    .join(' ');
}
