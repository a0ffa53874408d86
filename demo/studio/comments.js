import {ask, find, make} from './dom.js';
import {clock, inLanguage, number, t} from './language.js';
import {Outcome} from './outcome.js';
import {pressedKey} from './pressed-key.js';

const BAN_S = 86_400;
/** Pixels from the end that still count as being there. */
const NEAR_END = 24;

/**
 * The list of comments, and the moderation of the chosen one: delete it, or mute or ban its author. Sets `studio.person`,
 * by which other panels show a user to moderate.
 */
export function comments(studio, room) {
  const person = (studio.person = new Person(studio));
  const list = new CommentList(room, (comment) => person.show(comment));
  person.closed = () => list.release();
  speakAsService(studio);
  connection(room);
}

class CommentList {
  #room;
  #choose;
  #list = find('comment-list');
  #latest = find('latest');
  /** By the comment's key. */
  #rows = new Map();
  #active;
  #missed = 0;
  #hovered = false;

  constructor(room, choose) {
    this.#room = room;
    this.#choose = choose;
    const list = this.#list;
    room.session.subscribe(() => this.#update());
    inLanguage(() => {
      this.#rows.clear();
      list.replaceChildren();
      this.#update();
    });
    // What the pointer is on stays where it is: nobody else is muted because the list moved on.
    list.addEventListener('pointerenter', () => (this.#hovered = true));
    list.addEventListener('pointerleave', () => {
      this.#hovered = false;
      if (!this.#missed) return;
      this.#sayMissed();
    });
    list.addEventListener('scroll', () => {
      if (this.#atEnd) this.#caughtUp();
    });
    list.addEventListener('click', ({target}) => {
      const row = target.closest('[role=option]');
      if (row) this.#chosen(row);
    });
    list.addEventListener('keydown', (event) => this.#key(event));
    list.addEventListener('focus', () => {
      if (!this.#active?.isConnected) this.#activate(list.lastElementChild);
    });
    this.#latest.addEventListener('click', () => {
      list.scrollTop = list.scrollHeight;
      this.#caughtUp();
    });
  }

  /** Nobody is chosen any more. */
  release() {
    this.#list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
    this.#list.focus();
  }

  get #atEnd() {
    const {scrollTop, scrollHeight, clientHeight} = this.#list;
    return scrollHeight - scrollTop - clientHeight <= NEAR_END;
  }

  #update() {
    const {comments, room} = this.#room.session.state;
    const list = this.#list;
    const follows = this.#atEnd && !this.#hovered;
    const wanted = new Set(comments.list.map(({key}) => key));
    for (const [key, {row}] of this.#rows) {
      if (wanted.has(key)) continue;
      row.remove();
      this.#rows.delete(key);
    }
    let next = list.firstElementChild;
    let added = 0;
    for (const comment of comments.list) {
      const known = this.#rows.get(comment.key);
      const row = known?.comment === comment ? known.row : this.#make(comment, room);
      if (known && known.row !== row) {
        if (next === known.row) next = known.row.nextElementSibling;
        known.row.remove();
      }
      if (!known) added += 1;
      this.#rows.set(comment.key, {comment, row});
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next);
    }
    find('no-comments').hidden = this.#rows.size > 0;
    if (follows) {
      list.scrollTop = list.scrollHeight;
      this.#caughtUp();
    } else if (added) {
      this.#missed += added;
      this.#sayMissed();
    }
  }

  #make(comment, {host, operators, service}) {
    const {from, time, seq, delivery} = comment;
    const mark = {[host?.userId]: 'markHost', [service]: 'markService'}[from.userId];
    const staff = mark ?? (operators.includes(from.userId) ? 'markOperator' : undefined);
    const row = make(
      'li',
      {id: `comment-${comment.key}`, role: 'option', 'aria-selected': 'false', className: delivery},
      make('time', {textContent: clock(time)}),
      ...(staff ? [make('span', {className: 'mark', textContent: t(staff)})] : []),
      ...(!staff && from.level ? [make('span', {className: 'level', textContent: t('lv', {level: from.level})})] : []),
      make('bdi', {className: 'nick', textContent: from.nick || from.userId}),
      make('span', {className: 'words', dir: 'auto', textContent: words(comment)}),
    );
    row.dataset.key = comment.key;
    row.dataset.seq = seq ?? '';
    return row;
  }

  #key(event) {
    const key = pressedKey(event);
    const from = this.#active?.isConnected ? this.#active : this.#list.lastElementChild;
    const to = {
      ArrowUp: from?.previousElementSibling ?? from,
      ArrowDown: from?.nextElementSibling ?? from,
      Home: this.#list.firstElementChild,
      End: this.#list.lastElementChild,
    }[key];
    if (to) this.#activate(to);
    else if ((key === 'Enter' || key === ' ') && from) this.#chosen(from);
    else return;
    event.preventDefault();
  }

  #activate(row) {
    this.#active?.classList.remove('active');
    this.#active = row ?? undefined;
    if (!row) return this.#list.removeAttribute('aria-activedescendant');
    row.classList.add('active');
    this.#list.setAttribute('aria-activedescendant', row.id);
    row.scrollIntoView({block: 'nearest'});
  }

  #chosen(row) {
    this.#activate(row);
    this.#list.querySelector('[aria-selected=true]')?.setAttribute('aria-selected', 'false');
    row.setAttribute('aria-selected', 'true');
    this.#choose(this.#rows.get(row.dataset.key).comment);
  }

  #caughtUp() {
    this.#missed = 0;
    this.#latest.hidden = true;
  }

  #sayMissed() {
    this.#latest.hidden = this.#missed === 0;
    this.#latest.textContent = t('newComments', {count: number(this.#missed)});
  }
}

/** Whose comment was chosen, and what can be done. */
class Person {
  /** Called when it was closed. */
  closed = () => {};
  #studio;
  #comment;
  #outcome = new Outcome(find('person-outcome'), find('person'));

  constructor(studio) {
    this.#studio = studio;
    const {server, path} = studio;
    find('person-close').addEventListener('click', () => this.#close());
    find('person').addEventListener('keydown', (event) => pressedKey(event) === 'Escape' && this.#close());
    find('copy-id').addEventListener('click', () => {
      const {userId} = this.#comment.from;
      void this.#outcome.run(
        () => navigator.clipboard.writeText(userId),
        () => t('copied', {userId}),
      );
    });
    find('use-id').addEventListener('click', () => {
      const field = find('person-fault').userId;
      field.value = this.#comment.from.userId;
      field.scrollIntoView({block: 'center'});
      field.focus({preventScroll: true});
    });
    find('delete-comment').addEventListener('click', () => {
      const {seq} = this.#comment;
      void this.#outcome.run(
        () => server.call('DELETE', `${path}/messages/${seq}`),
        () => t('deleted'),
      );
    });
    find('mute-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#restrain(event.submitter.value, event.target.reason.value.trim());
    });
    inLanguage(() => this.#comment && this.#render());
  }

  show(comment) {
    this.#comment = comment;
    this.#outcome.clear();
    this.#render();
    find('person').hidden = false;
    find('person-name').focus();
  }

  #render() {
    const {from, seq, time} = this.#comment;
    find('person-name').textContent = from.nick || from.userId;
    find('person-id').textContent = from.userId;
    find('person-facts').textContent = [
      from.level ? t('level', {level: from.level}) : '',
      clock(time),
      seq === undefined ? '' : t('seq', {seq}),
    ]
      .filter(Boolean)
      .join(' · ');
    find('person-text').textContent = words(this.#comment);
    find('delete-comment').disabled = seq === undefined;
  }

  async #restrain(what, reason) {
    const {server, path} = this.#studio;
    const {userId, nick} = this.#comment.from;
    const name = nick || userId;
    if (what === 'ban' && !(await ask(t('askBan', {name}), t('banDay')))) return;
    const bans = what === 'ban' || what === 'unban';
    const seconds = {ban: BAN_S, unban: 0}[what] ?? Number(what);
    const done = bans ? (seconds ? 'banned' : 'unbanned') : seconds ? 'muted' : 'unmuted';
    await this.#outcome.run(
      () => server.call('POST', `${path}/${bans ? 'bans' : 'mutes'}`, {userId, seconds, ...(reason && {reason})}),
      () => t(done, {name, minutes: number(seconds / 60)}),
    );
  }

  #close() {
    find('person').hidden = true;
    this.closed();
  }
}

/** All of it in words, in order; a picture or a sound is named. */
function words(comment) {
  const said = (comment.parts ?? [comment]).map(({kind, text}) => text || (kind === 'text' ? '' : t(kind)));
  return said.filter(Boolean).join(' ');
}

function speakAsService({server, path}) {
  const form = find('say-form');
  const outcome = new Outcome(form.querySelector('.outcome'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const text = form.text.value.trim();
    if (!text) return;
    const said = await outcome.run(
      () => server.call('POST', `${path}/messages`, {text}),
      () => t('said'),
    );
    if (said && form.text.value.trim() === text) form.text.value = '';
  });
}

/** How the studio's own stay in the room stands. */
function connection(room) {
  const pill = find('connection');
  const say = () => {
    const {status, error} = room.session.state.connection;
    pill.dataset.status = status;
    pill.replaceChildren(t(`connection-${status}`));
    if (!['failed', 'kicked', 'ended'].includes(status)) return;
    const again = make('button', {type: 'button', className: 'plain', textContent: t('joinAgain')});
    again.addEventListener('click', () => room.join().catch(() => undefined)); // The pill says why.
    pill.append(...(error ? [` ${error.code} `] : []), again);
  };
  room.addEventListener('live-status-change', say);
  inLanguage(say);
}
