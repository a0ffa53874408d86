/** The studio: who holds the operator's token runs the room here. Another room, or nobody, is the page loaded anew. */
import {air} from './air.js';
import {comments} from './comments.js';
import {cloud, company} from './company-and-cloud.js';
import {ask, find, make} from './dom.js';
import {inLanguage, lang, localize, switchLanguage, t} from './language.js';
import {inbox} from './inbox.js';
import {lottery} from './lottery.js';
import {numbers} from './numbers.js';
import {Outcome} from './outcome.js';
import {reports} from './reports.js';
import {broadcast, notice, rules, state} from './room.js';
import {Server} from './server.js';
import {shelf} from './shelf.js';
import {Show} from './show.js';
import {followTheme} from './theme.js';

/** For as long as the tab is open, and never longer: the token is the whole shop's. */
const TOKEN = 'studio-token';
const AS = 'studio-as';
const DEMO_TOKEN = 'demo-operator';

const platform = document.querySelector('meta[name=platform]').content;
const roomId = new URLSearchParams(location.search).get('room') ?? 'demo';

inLanguage(() => {
  document.documentElement.lang = lang();
  document.title = t('studio');
  localize(document);
  find('language').textContent = lang() === 'en' ? '中文' : 'English';
  find('language').lang = lang() === 'en' ? 'zh-CN' : 'en';
});
find('language').addEventListener('click', switchLanguage);
followTheme(find('theme'));

const token = sessionStorage.getItem(TOKEN);
const as = sessionStorage.getItem(AS);
if (token) {
  try {
    const server = new Server(platform, token);
    open(server, await signIn(server));
  } catch (error) {
    if (error.code === 'UNAUTHORIZED' || error.code === 'FORBIDDEN') sessionStorage.removeItem(TOKEN);
    openDoor(error);
  }
} else {
  openDoor();
}

/** The host's own sign-in, which also tells whether the token is the operator's. */
function signIn(server) {
  return server.call('POST', '/session', {roomId, as: 'host'});
}

function openDoor(error) {
  const form = find('sign-in');
  const outcome = new Outcome(form.querySelector('.outcome'));
  find('door').hidden = false;
  if (/^http:\/\/(localhost|127\.0\.0\.1)\b/.test(platform)) form.token.value = DEMO_TOKEN;
  form.token.focus();
  if (error) void outcome.run(() => Promise.reject(error));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const server = new Server(platform, form.token.value.trim());
    void outcome.run(
      async () => {
        await signIn(server);
        sessionStorage.setItem(TOKEN, form.token.value.trim());
        sessionStorage.setItem(AS, form.as.value);
        location.reload();
      },
      () => t('welcome'),
    );
  });
}

function open(server, session) {
  for (const element of document.querySelectorAll('[data-signed]')) element.hidden = false;
  const show = new Show(server, roomId);
  const studio = {server, show, signIn: () => signIn(server), path: `/rooms/${encodeURIComponent(roomId)}`};
  const room = enter(server, session);
  for (const section of [
    air,
    comments,
    numbers,
    shelf,
    lottery,
    reports,
    inbox,
    state,
    notice,
    broadcast,
    rules,
    company,
    cloud,
  ]) {
    section(studio, room);
  }
  whichRoom(server, show);
  find('leave').addEventListener('click', () => {
    sessionStorage.removeItem(TOKEN);
    location.reload();
  });
  show.addEventListener('unauthorized', () => {
    sessionStorage.removeItem(TOKEN);
    location.reload();
  });
  void show.start();
}

/** The room as viewers have it, by our own elements: the host's account, or nobody's. */
function enter(server, session) {
  const room = make('live-room', {id: 'studio-room', 'api-url': server.apiUrl, 'room-id': roomId});
  let first = session;
  if (as === 'watch') room.setAttribute('guest', '');
  else {
    room.credentials = async () => {
      const {sdkAppId, userId, userSig, expiresAt, nick, avatar, rtc} = first ?? (await signIn(server));
      first = undefined;
      return {sdkAppId, userId, userSig, expiresAt, nick, avatar, rtc};
    };
  }
  room.append(make('room-header'), make('product-slot', {layout: 'strip'}), make('broadcast-banner', {closable: true}));
  // What is on show leads viewers to where it is sold, and the operator to the shelf.
  room.addEventListener('live-product-select', (event) => {
    event.preventDefault();
    find('shelf').scrollIntoView({block: 'nearest'});
  });
  find('stage').append(room);
  return room;
}

async function whichRoom(server, show) {
  const select = find('room');
  select.append(make('option', {value: roomId, textContent: roomId, selected: true}));
  select.addEventListener('change', async () => {
    const to = select.value;
    if (await ask(t('leaveFor', {room: select.selectedOptions[0].textContent}), t('go'))) {
      location.search = new URLSearchParams({room: to});
    } else select.value = roomId;
  });
  const pill = find('room-status');
  const say = () => {
    const {status, title} = show.room ?? {};
    pill.dataset.status = status ?? '';
    pill.textContent = status ? t(status) : '';
    document.title = title ? `${title} · ${t('studio')}` : t('studio');
  };
  show.addEventListener('room', say);
  inLanguage(say);
  const rooms = await server.call('GET', '/rooms').catch(() => []); // Without the list there is still this room.
  select.replaceChildren(
    ...rooms.map(({roomId: value, title}) => make('option', {value, textContent: title, selected: value === roomId})),
  );
}
