import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {pressedKey} from '../../../src/elements/base/pressed-key.js';
import type {Comment} from '../../../src/session/session.js';
import {clock, number, t} from '../base/language.ts';
import {emptyText, matches, searchField} from '../base/search.ts';
import {KEYS, shortcutsOn} from '../base/shortcuts.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {commentText} from './comment-text.ts';
import './say-form.ts';

/** Pixels from the end that still count as the end. */
const NEAR_END = 24;

/** The list of comments. The chosen one goes to the moderation. */
@customElement('studio-comments')
export class StudioComments extends StudioPanel {
  @state() private query = '';
  @state() private missed = 0;
  @state() private active: string | undefined;
  #shown: readonly Comment[] = [];
  #known = new Set<string>();
  #atEnd = true;
  #hovered = false;
  #follows = true;
  #resize: ResizeObserver | undefined;

  protected override connected(signal: AbortSignal): void {
    const {room, moderation} = this.studio;
    room.session.subscribe(() => this.requestUpdate(), {signal});
    this.renderOn(moderation, ['change'], signal);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resize?.disconnect();
    this.#resize = undefined;
  }

  protected override willUpdate(): void {
    const {list} = this.studio.room.session.state.comments;
    this.#shown = this.query.trim()
      ? list.filter((comment) => matches(this.query, commentText(comment), comment.from.nick, comment.from.userId))
      : list;
    const added = this.#shown.filter(({key}) => !this.#known.has(key)).length;
    this.#known = new Set(this.#shown.map(({key}) => key));
    // The comment under the pointer keeps its place: an operator must not mute another person because the list moved.
    this.#follows = this.#atEnd && !this.#hovered;
    this.missed = this.#follows ? 0 : this.missed + added;
    // Comments arrived below without a scroll event.
    if (this.missed) this.#atEnd = false;
  }

  protected override render(): TemplateResult {
    const {comments} = this.studio.room.session.state;
    const label = 'studio-comments-title';
    const aside = html`<p class="hint">${t('commentsHint')}</p>`;
    return this.card(
      t('comments'),
      html`${searchField({
          label: t('searchComments'),
          query: this.query,
          count: [this.#shown.length, comments.list.length],
          onQuery: (query) => {
            this.query = query;
            this.#atEnd = true;
            this.#hovered = false;
          },
        })}
        <div class="scroller">
          <ol
            class="comment-list"
            role="listbox"
            tabindex="0"
            aria-labelledby=${label}
            aria-keyshortcuts="${KEYS.mute} ${KEYS.remove}"
            aria-activedescendant=${this.#isShown(this.active) ? `comment-${this.active}` : nothing}
            @click=${this.#press}
            @keydown=${this.#key}
            @focus=${this.#focus}
            @scroll=${this.#scroll}
            @pointerenter=${this.#enter}
            @pointerleave=${this.#leave}
          >
            ${repeat(
              this.#shown,
              ({key}) => key,
              (comment) => this.#row(comment),
            )}
          </ol>
          ${emptyText(this.query, this.#shown.length, t('noComments'))}
          <button type="button" class="latest" ?hidden=${this.missed === 0} @click=${this.#toLatest}>
            ${t('newComments', {count: number(this.missed)})}
          </button>
        </div>
        <studio-say-form .studio=${this.studio}></studio-say-form>`,
      {aside, kind: 'comments fill'},
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const list = this.#list;
    if (!this.#resize) {
      // A hidden list cannot scroll. It scrolls to its end when its tab is opened.
      this.#resize = new ResizeObserver(() => this.#atEnd && this.#toEnd());
      this.#resize.observe(list);
    }
    if (this.#follows) this.#toEnd();
  }

  #row(comment: Comment): TemplateResult {
    const {key, from, time, seq, delivery} = comment;
    const role = this.#roleOf(from.userId);
    return html`<li
      id="comment-${key}"
      role="option"
      aria-selected=${this.studio.moderation.target?.key === key ? 'true' : 'false'}
      class="${delivery} ${key === this.active ? 'active' : ''}"
      data-key=${key}
      data-seq=${seq ?? ''}
    >
      <time>${clock(time)}</time>
      ${role ? html`<span class="mark">${t(role)}</span>` : nothing}
      ${!role && from.level ? html`<span class="level">${t('lv', {level: from.level})}</span>` : nothing}
      <bdi class="nick">${from.nick || from.userId}</bdi>
      <span class="words" dir="auto">${commentText(comment)}</span>
    </li>`;
  }

  #roleOf(userId: string): 'markHost' | 'markService' | 'markOperator' | undefined {
    const {host, serviceUserId, operators} = this.studio.room.session.state.room;
    if (userId === host?.userId) return 'markHost';
    if (userId === serviceUserId) return 'markService';
    return operators.includes(userId) ? 'markOperator' : undefined;
  }

  get #list(): HTMLElement {
    return this.querySelector<HTMLElement>('.comment-list')!;
  }

  #isShown(key: string | undefined): key is string {
    return key !== undefined && this.#known.has(key);
  }

  readonly #enter = () => (this.#hovered = true);
  readonly #leave = () => (this.#hovered = false);

  readonly #scroll = () => {
    const {scrollTop, scrollHeight, clientHeight} = this.#list;
    if (clientHeight === 0) return;
    this.#atEnd = scrollHeight - scrollTop - clientHeight <= NEAR_END;
    if (this.#atEnd && this.missed) this.missed = 0;
  };

  readonly #toLatest = () => {
    this.#atEnd = true;
    this.missed = 0;
    this.#toEnd();
  };

  #toEnd(): void {
    const list = this.#list;
    list.scrollTop = list.scrollHeight;
  }

  readonly #focus = () => {
    if (!this.#isShown(this.active)) this.active = this.#shown.at(-1)?.key;
  };

  readonly #press = ({target}: MouseEvent) => {
    const row = (target as Element).closest<HTMLElement>('[role=option]');
    if (row) this.#choose(row.dataset.key, this.#list);
  };

  readonly #key = (event: KeyboardEvent) => {
    const key = pressedKey(event);
    const at = this.#shown.findIndex((comment) => comment.key === this.active);
    const last = this.#shown.length - 1;
    const from = at < 0 ? last : at;
    const to = (
      {ArrowUp: Math.max(0, from - 1), ArrowDown: Math.min(last, from + 1), Home: 0, End: last} as Readonly<
        Record<string, number>
      >
    )[key];
    if (to !== undefined) void this.#activate(this.#shown[to]?.key);
    else if (key === 'Enter' || key === ' ') this.#choose(this.#shown[from]?.key, this.#list);
    else {
      // The shortcut itself is handled at the document, for the focused comment.
      const acts = [KEYS.mute, KEYS.remove, 'delete'].includes(key.toLowerCase());
      if (acts && shortcutsOn()) this.#choose(this.#shown[from]?.key);
      return;
    }
    event.preventDefault();
  };

  async #activate(key: string | undefined): Promise<void> {
    this.active = key;
    await this.updateComplete;
    this.querySelector('.active')?.scrollIntoView({block: 'nearest'});
  }

  #choose(key: string | undefined, returnTo?: HTMLElement): void {
    const comment = this.#shown.find((other) => other.key === key);
    if (!comment) return;
    this.active = comment.key;
    const {userId, nick, level} = comment.from;
    const {seq, time} = comment;
    this.studio.moderation.choose({userId, nick, level, key: comment.key, seq, time, comment}, returnTo);
  }
}
