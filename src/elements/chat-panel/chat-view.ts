import {displayName} from '../../protocol/display-name.js';
import type {Quote} from '../../protocol/person-schema.js';
import {inWords} from '../../protocol/message-elements.js';
import type {CommentKind, CommentPart, Sender} from '../../protocol/messages.js';
import type {RoomComposer} from '../../session/state/session-events.js';
import type {LiveSession} from '../../session/live-session.js';
import type {Comment} from '../../session/state/slices/comments.js';
import {errorText} from '../base/error-text.js';
import type {FollowLatest} from '../message-list/follow-latest.js';
import {HoldEnd} from '../message-list/stick-to-bottom.js';
import {holdStill} from '../message-list/preserve-scroll.js';
import {KeyedRows} from '../message-list/keyed-list.js';
import {letIn} from '../message-list/progressive-render.js';
import {LongTexts} from '../message-list/long-texts.js';
import {pagesStyles} from '../message-list/paged-list.styles.js';
import type {LocalizeController} from '../base/localize-controller.js';
import {LateMedia} from '../media/lazy-media.js';
import {createButton, createElement, createProgressBar} from '../base/dom.js';
import {showStyles} from './chat-view.styles.js';
import {Arrivals} from './join-notices.js';
import {Gaps, type Gap} from './drop-markers.js';
import {makeCard} from '../profile-card/open-profile-card.js';
import type {PersonCard} from '../profile-card/profile-card.js';
import {moderates, roleOf} from '../profile-card/role-badge.js';
import {pressedKey} from '../base/pressed-key.js';
import {isFiltered, viewerFilters} from '../message-list/viewer-filters.js';

export {isFiltered, viewerFilters};
export const styles = [pagesStyles, showStyles];

/** Lowest level that gets a badge. Everybody starts at level 1 and passes the next ones soon. */
const MARKED_LEVEL = 5;
/** The only badge that is shown. Other badges are free text and could imitate "Host". */
const FAN = 'fan';

/**
 * Template of an author's name. A `<button>` would form a box of its own in the line, which makes each line 25 % slower to lay out.
 * @see ChatShow `#walk`, for its keys.
 */
const AUTHOR = createElement('bdi', 'author', 'author');
AUTHOR.setAttribute('role', 'button');
AUTHOR.tabIndex = -1;
const SAID = createElement('span', 'text', 'text');
SAID.dir = 'auto';

/**
 * Lines drawn together with a message's other work, and lines drawn in a frame of their own: either takes at most 50 ms on a
 * slow phone.
 */
const LINES_AT_ONCE = 4;
const LINES_A_FRAME = 8;

/** Facts about the room and the viewer that the lines depend on. */
export interface ChatFacts {
  readonly userId: string | undefined;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
}

export interface ChatShowOptions {
  readonly root: ShadowRoot;
  /** The scrolling list, and the element in it that contains the lines. */
  readonly list: HTMLElement;
  readonly rows: HTMLElement;
  /** Element that shows who came. */
  readonly arrivals: HTMLElement;
  readonly text: LocalizeController;
  /** Decides if the newest line stays in view. */
  readonly follow: FollowLatest;
  readonly facts: () => ChatFacts | undefined;
  readonly session: () => LiveSession | undefined;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  /** The composer that answers are written in; undefined if the viewer cannot write. */
  readonly composer: () => RoomComposer | undefined;
  /** True if the viewer's filters hide a quoted comment. */
  readonly hides: (quoted: Quote) => boolean;
  readonly resend: (key: string) => void;
  /** Called when the viewer selects an author. */
  readonly selected: (line: Comment) => void;
  /** Called when a script that draws media or long texts has loaded. */
  readonly changed: () => void;
}

/** Draws the lines of the list. This chunk shares no code with the script that loads it. */
export class ChatShow {
  readonly #options: ChatShowOptions;
  readonly #rows: KeyedRows<Comment | Gap>;
  readonly #gaps = new Gaps();
  readonly #media: LateMedia;
  readonly #long: LongTexts;
  readonly #end: HoldEnd;
  readonly #arrivals: Arrivals;
  #card: PersonCard | undefined;
  /** All lines to draw, including those that later frames will add. */
  #lines: readonly (Comment | Gap)[] = [];
  /** Request of the next frame; 0 unless the list was drawn in this one. */
  #frame = 0;
  /** Lines are left for the next frame. */
  #waits = false;

  constructor(options: ChatShowOptions) {
    this.#options = options;
    const {root, list, rows, arrivals, text, follow, changed} = options;
    this.#rows = new KeyedRows(rows, {
      create: (line) => createElement('div', '', 'text' in line ? 'message' : ''),
      fill: (line, node, before) =>
        'text' in line ? this.#fillComment(line, node, before) : this.#fillGap(line, node),
    });
    this.#media = new LateMedia({root, text, loaded: changed});
    this.#long = new LongTexts({list, rows, follow, text, changed});
    this.#end = new HoldEnd(list, [rows, arrivals], follow);
    this.#arrivals = new Arrivals(arrivals, text);
    list.addEventListener('keydown', (event) => this.#walk(event));
    rows.addEventListener('pointerover', (event) => this.#showTime(event));
    rows.addEventListener('click', ({target}) => this.#pressed(target as Element));
  }

  /** @param skipped Lines that floods have dropped so far. */
  update(lines: readonly Comment[], skipped: number): void {
    this.#lines = this.#gaps.among(lines, skipped);
    this.#end.start();
    if (this.#frame) this.#waits = true;
    else this.#draw(LINES_AT_ONCE);
  }

  /** Draws at most `most` new lines; the next frame draws more. */
  #draw(most: number): void {
    const {text, facts} = this.#options;
    const {userId, hostId, operators} = facts() ?? {};
    const stamp = `${text.cacheKey} ${userId} ${hostId} ${operators?.join()} ${this.#media.loaded}`;
    const now = letIn(this.#lines, (key) => this.#rows.has(key), most);
    const hidden = (line: Comment | Gap) => 'reply' in line && !!line.reply && this.#options.hides(line.reply);
    this.#rows.update(now, (line) => (hidden(line) ? `${stamp} hidden` : stamp));
    this.#waits = now.length < this.#lines.length;
    this.#frame = requestAnimationFrame(() => this.#drawMore());
  }

  #drawMore(): void {
    this.#frame = 0;
    if (!this.#waits) return;
    const {list, rows, follow} = this.#options;
    if (!follow.following) return holdStill(list, rows, () => this.#draw(LINES_A_FRAME));
    this.#draw(LINES_A_FRAME);
    follow.keepUp(list); // Now: scrolled to the end only after the layout, the list would be laid out twice.
  }

  /** Shows that a viewer came. */
  arrived(from: Sender): void {
    if (isFiltered('', from)) return;
    this.#arrivals.heard(from.userId, displayName(from));
  }

  /** Ends all timers and frames, because the list left the page. */
  stop(): void {
    this.#arrivals.stop();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#end.stop();
    this.#media.stop();
    this.#card?.close();
  }

  #fillComment(comment: Comment, row: HTMLElement, before?: Comment | Gap): void {
    const {from, own, delivery, reply, progress} = comment;
    const running = before && row.querySelector('progress');
    // Only the progress changes: a new row would replace the button that the viewer is about to press.
    if (running && delivery === 'pending' && progress !== undefined) {
      running.value = progress;
      return;
    }
    const isToMe = !own && !!reply && reply.userId === this.#options.facts()?.userId;
    row.className = `message ${delivery}${own ? ' own' : ''}${isToMe ? ' to-me' : ''}`;
    const author = AUTHOR.cloneNode() as HTMLElement;
    author.textContent = displayName(from);
    author.classList.toggle('short', author.textContent.length < 3);
    const said = SAID.cloneNode() as HTMLElement;
    const more = this.#long.fill(said, comment.key, comment.parts ?? [comment], (part) => this.#view(part));
    if (comment.style?.color) said.style.setProperty('--said', comment.style.color);
    row.replaceChildren(
      ...this.#badges(comment),
      author,
      ': ',
      ...(reply && !this.#options.hides(reply) ? [quoteOf(reply)] : []),
      said,
      ...more,
      ...(delivery === 'sent' ? [] : [this.#delivery(comment)]),
    );
  }

  #badges({from, own}: Comment): readonly HTMLElement[] {
    const {text} = this.#options;
    const mark = this.#mark(from.userId, own);
    const level = from.level >= MARKED_LEVEL ? [badge('level', `Lv.${from.level}`)] : [];
    const fan = from.badges.includes(FAN) ? [badge(FAN, text.term('fan'))] : [];
    return [...(mark ? [badge(mark, text.term(mark))] : []), ...level, ...fan];
  }

  #mark(userId: string, own: boolean): 'host' | 'operator' | 'you' | undefined {
    return roleOf(userId, this.#options.facts()) ?? (own ? 'you' : undefined);
  }

  /** View of a picture, voice message or video, or the name of its kind until the script for media has loaded. */
  #view({kind, media}: CommentPart): Node | string {
    return (media && this.#media.view(media)) ?? this.#options.text.term(kind as Exclude<CommentKind, 'text'>);
  }

  #fillGap({skipped}: Gap, row: HTMLElement): void {
    row.className = 'gap';
    row.textContent = this.#options.text.counted('skipped', skipped);
  }

  #delivery({delivery, refusal, key, media, progress}: Comment): HTMLElement {
    const {text, session, resend} = this.#options;
    const node = createElement('span', 'delivery');
    const cancel = media ? [createButton('again', () => session()?.cancelFile(key), text.term('cancelFile'))] : [];
    if (delivery === 'failed') {
      const again = createButton('again', () => resend(key), text.term('tryAgain'));
      const why = refusal ? errorText(text.locale, refusal) : '';
      node.append(`${text.term('notSent')} ${why} `, again, ...cancel);
    } else if (progress === undefined) node.append(text.term('pending'), ...cancel);
    else node.append(createProgressBar(progress, text.term('pending')), ...cancel);
    return node;
  }

  /**
   * Sets the time as the row's title when the pointer comes onto it. Formatting the time of every line would cost more than the
   * lines.
   */
  #showTime({target}: PointerEvent): void {
    const row = (target as Element).closest<HTMLElement>('.message');
    const line = row && this.#rows.lineOf(row);
    const {text, now} = this.#options;
    if (line && 'time' in line) row.title = text.time(line.time * 1_000, now());
  }

  #pressed(target: Element): void {
    const row = target.closest('.author')?.closest('.message');
    const line = row && this.#rows.lineOf(row);
    if (line && 'text' in line) void this.#select(line);
  }

  async #select(line: Comment): Promise<void> {
    const {root, text, facts, session, composer, selected} = this.#options;
    selected(line);
    const mark = this.#mark(line.from.userId, line.own);
    try {
      const card = await makeCard(
        {...line, text: inWords(line, (kind) => text.term(kind))},
        {
          root,
          text,
          mark: mark && text.term(mark),
          session: session(),
          moderates: moderates(facts()?.userId, line.from.userId, facts()),
          composer: composer(),
        },
      );
      if (!root.host.isConnected) return;
      this.#card?.close();
      this.#card = card;
      card.show();
    } catch {
      // The script did not load: the next press requests it again.
    }
  }

  /**
   * Keys of the authors, which act as buttons. Enter and the space bar select an author. An arrow to the side enters the list at the
   * last author; up and down move between authors. As tab stops they would be two hundred.
   */
  #walk(event: KeyboardEvent): void {
    const {root, rows} = this.#options;
    const authors = [...rows.querySelectorAll<HTMLElement>('.author')];
    const at = authors.indexOf(root.activeElement as HTMLElement);
    const key = pressedKey(event);
    if (at >= 0 && (key === 'Enter' || key === ' ')) {
      event.preventDefault();
      return this.#pressed(authors[at]!);
    }
    const step = {ArrowUp: -1, ArrowDown: 1}[key];
    const isEntering = at < 0 && (key === 'ArrowRight' || key === 'ArrowLeft');
    const next = isEntering ? authors.at(-1) : step && at >= 0 && authors[at + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

/** The quoted comment as the quoting message contains it, unchecked: the reader can compare it with the original. */
function quoteOf(quoted: Quote): HTMLElement {
  const {nick, userId, text = ''} = quoted;
  const quote = createElement('span', 'quote');
  quote.dir = 'auto';
  quote.textContent = `${nick || userId ? displayName(quoted) : ''}${text && ': '}${text}`;
  return quote;
}

function badge(name: string, words: string): HTMLElement {
  const made = createElement('span', `badge ${name}`, 'badge');
  made.textContent = words;
  return made;
}
