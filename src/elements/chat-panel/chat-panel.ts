import {html, nothing, type PropertyValues} from 'lit';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {byteLength, COMMENT_MAX_BYTES, COMMENTS_KEPT} from '../../protocol/limits.js';
import type {Comment} from '../../session/slices/comments.js';
import {errorWords} from '../shared/error-words.js';
import {LocalizeController} from '../shared/localize-controller.js';
import {property, state} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {tokens} from '../shared/tokens.js';
import {Announcer} from './announcer.js';
import {styles} from './chat-panel.styles.js';
import {composerState, type ComposerState} from './composer-state.js';
import {FollowLatest} from './follow-latest.js';
import {Rows} from './rows.js';

/**
 * What is being said in the room, and a place to say something.
 *
 * @tag chat-panel
 * @summary The room's comments and the composer.
 * @status stable
 * @since 0.1
 *
 * @slot header - Above the list.
 * @slot empty - Shown while nothing has been said.
 * @slot composer - Replaces the composer.
 *
 * @fires {LiveEvent<'live-say'>} live-say - The viewer is about to say something. Cancel it and it is not said.
 * @fires {LiveEvent<'live-said'>} live-said - The service took the comment.
 * @fires {LiveEvent<'live-user-select'>} live-user-select - The viewer chose an author.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to comment. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The comment was refused, or is too long.
 *
 * @csspart list - The scrolling list.
 * @csspart message - One line.
 * @csspart author - Who said it.
 * @csspart badge - The host's, staff's or viewer's mark beside the author.
 * @csspart text - What was said.
 * @csspart composer - The form.
 * @csspart input - The text area.
 * @csspart send - The send button.
 * @csspart latest - The button that leads to the newest line.
 *
 * @cssproperty [--live-chat-panel-background=var(--live-surface)] - Behind list and composer.
 *
 * @cssstate empty - Nothing has been said.
 * @cssstate following - The newest line is in view and stays so.
 * @cssstate muted - The viewer cannot comment.
 * @cssstate slow - The room makes viewers wait between comments.
 */
export class ChatPanel extends RoomWidget {
  static override readonly tag: string = 'chat-panel';
  static override styles = [tokens, styles];

  /** Lines kept on display, at most 200. */
  @property({type: Number}) max = COMMENTS_KEPT;

  /** What the empty composer says. */
  @property() placeholder = '';

  /** Hides the composer. */
  @property({type: Boolean, reflect: true}) readonly = false;

  protected readonly live = new SessionController(this, ({comments, connection, viewer, room}) => ({
    list: comments.list,
    status: connection.status,
    error: connection.error,
    userId: viewer.profile?.userId,
    mutedAll: room.mutedAll,
    slow: room.slowModeS > 0,
    hostId: room.host?.userId,
    operators: room.operators,
  })).on('message', ({own, from, content}) => {
    if (own || (content.type !== 'comment' && content.type !== 'danmaku')) return;
    this.#follow.grew(1);
    const words = content.type === 'danmaku' || content.kind === 'text' ? content.text : this.#text.term(content.kind);
    this.#announcer.heard(`${from.nick || from.userId}: ${words}`);
  });

  readonly #text = new LocalizeController(this);
  readonly #follow = new FollowLatest();
  readonly #rows = new Rows({
    create: () => {
      const row = document.createElement('div');
      row.part.add('message');
      return row;
    },
    fill: (comment, row) => this.#renderComment(comment, row),
  });
  readonly #announcer = new Announcer({
    say: (sentence) => (this.announcement = sentence),
    summary: (count) => this.#text.term('newMessages', count),
  });

  /** @internal */
  @state() protected announcement = '';
  /** @internal Why the composer's text was not taken. */
  @state() protected refusal: LiveErrorCode | undefined;
  /** Says a comment, as if typed and sent. Resolves when the service took it; rejects with a `LiveError`. */
  async say(text: string): Promise<void> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (!this.fire('live-say', {text}, {cancelable: true})) return;
    this.fire('live-said', await session.say(text));
  }

  /** Shows the newest line, and follows from there. */
  scrollToLatest(): void {
    this.#follow.follow();
    // At once: until the next frame a scroll still under way would count as the reader's going up again.
    if (this.hasUpdated) this.#list.scrollTop = this.#list.scrollHeight;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const {hostId, operators} = this.live.value ?? {};
    this.#rows.update(this.#find('.rows')!, this.#shown, `${this.#text.lang} ${hostId} ${operators?.join()}`);
    if (this.#follow.following && this.#shown.length) this.#list.scrollTop = this.#list.scrollHeight;
  }

  protected override render() {
    const {slow = false} = this.live.value ?? {};
    const {length} = this.#shown;
    const composer = this.#composerState();
    this.toggleState('empty', !length);
    this.toggleState('following', this.#follow.following);
    this.toggleState('muted', composer === 'muted');
    this.toggleState('slow', slow);
    return html`
      <slot name="header"></slot>
      <div class="reading">
        <div
          part="list"
          class="list"
          role="log"
          aria-live="off"
          aria-label=${this.#text.term('chat')}
          tabindex="0"
          @scroll=${this.#scrolled}
        >
          <div class="empty" ?hidden=${length > 0}>
            <slot name="empty">${this.#text.term('noComments')}</slot>
          </div>
          <div class="rows"></div>
        </div>
        <button
          part="latest"
          class="latest"
          type="button"
          ?hidden=${this.#follow.following}
          @click=${this.scrollToLatest}
        >
          ${this.#text.term('toLatest', this.#follow.missed)}
        </button>
      </div>
      <div class="aloud" aria-live="polite">${this.announcement}</div>
      <slot name="composer" ?hidden=${this.readonly}>${this.#renderComposer(composer)}</slot>
    `;
  }

  #renderComment(comment: Comment, row: HTMLElement) {
    const {from, own, kind, text, delivery} = comment;
    row.className = `message ${delivery} ${own ? 'own' : ''}`;
    const mark = this.#mark(comment);
    return html`
      ${mark && html`<span part="badge" class="badge ${mark}">${this.#text.term(mark)}</span>`}
      <button part="author" class="author" type="button" tabindex="-1" @click=${() => this.#select(comment)}>
        <bdi>${from.nick || from.userId}</bdi>
      </button>
      <span part="text" class="text" dir="auto">${kind === 'text' ? text : this.#text.term(kind)}</span>
      ${delivery === 'sent' ? nothing : this.#renderDelivery(comment)}
    `;
  }

  #renderDelivery({delivery, refusal, key}: Comment) {
    if (delivery === 'pending') return html`<span class="delivery">${this.#text.term('pending')}</span>`;
    return html`
      <span class="delivery">
        ${this.#text.term('notSent')} ${refusal ? errorWords(this.#text.locale, refusal) : nothing}
        <button class="again" type="button" @click=${() => this.#sayAgain(key)}>${this.#text.term('tryAgain')}</button>
      </span>
    `;
  }

  #renderComposer(composer: ComposerState) {
    if (composer === 'muted') return html`<p part="composer" class="composer note">${this.#text.term('mutedAll')}</p>`;
    const closed = composer === 'closed';
    return html`
      <form part="composer" class="composer" @submit=${this.#submit}>
        <textarea
          part="input"
          rows="1"
          enterkeyhint="send"
          autocomplete="off"
          dir="auto"
          aria-label=${this.#text.term('commentLabel')}
          aria-describedby="why"
          placeholder=${this.placeholder || this.#text.term('commentPlaceholder')}
          ?disabled=${closed}
          @keydown=${this.#typed}
          @input=${this.#inputChanged}
        ></textarea>
        <button part="send" class="send" type="submit" ?disabled=${closed}>${this.#text.term('send')}</button>
        <p id="why" class="why" role="status">${this.#why(composer)}</p>
      </form>
    `;
  }

  #why(composer: ComposerState): string {
    if (this.refusal) return errorWords(this.#text.locale, this.refusal);
    if (composer === 'guest') return errorWords(this.#text.locale, 'LOGIN_NEEDED');
    const {status, error} = this.live.value ?? {status: 'idle'};
    if (composer !== 'closed') return status === 'reconnecting' ? this.#text.term('reconnecting') : '';
    if (error) return errorWords(this.#text.locale, error.code);
    return this.#text.term(status === 'joining' ? 'joining' : status === 'ended' ? 'left' : 'idle');
  }

  #mark({from, own}: Comment): 'host' | 'operator' | 'you' | undefined {
    const {hostId, operators} = this.live.value ?? {};
    if (from.userId === hostId) return 'host';
    if (operators?.includes(from.userId)) return 'operator';
    return own ? 'you' : undefined;
  }

  get #list(): HTMLElement {
    return this.#find('.list')!;
  }

  /** Missing while the composer is closed to the viewer. */
  get #input(): HTMLTextAreaElement | null {
    return this.#find('textarea');
  }

  #find<E extends HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  get #shown(): readonly Comment[] {
    const max = this.max >= 1 && this.max <= COMMENTS_KEPT ? Math.floor(this.max) : COMMENTS_KEPT;
    return this.live.value?.list.slice(-max) ?? [];
  }

  #composerState(): ComposerState {
    return this.live.value ? composerState(this.live.value) : 'closed';
  }

  readonly #scrolled = () => {
    if (this.#follow.scrolled(this.#list)) this.requestUpdate();
  };

  readonly #typed = (event: KeyboardEvent) => {
    // 229 is what older Safari reports for the Enter that ends a composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#input?.form?.requestSubmit();
  };

  readonly #inputChanged = () => {
    this.refusal = undefined;
    this.#grow();
  };

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#submitText();
  };

  async #submitText(): Promise<void> {
    const text = this.#input?.value.trim() ?? '';
    if (!text) return;
    if (byteLength(text) > COMMENT_MAX_BYTES)
      return this.#refuse(new LiveError('TOO_LONG', `over ${COMMENT_MAX_BYTES} bytes`));
    if (this.#composerState() === 'guest' && !(await this.#signIn())) return;
    this.refusal = undefined;
    if (this.#input) this.#input.value = '';
    this.#grow();
    this.scrollToLatest();
    try {
      await this.say(text);
    } catch (error) {
      this.#report(error as LiveError); // The session rejects with nothing else; the line itself shows why.
    }
  }

  async #signIn(): Promise<boolean> {
    if (!this.fire('live-login-needed', {action: 'say'}, {cancelable: true})) return false;
    try {
      await this.live.session?.signIn();
      return true;
    } catch (error) {
      this.#refuse(error as LiveError);
      return false;
    }
  }

  async #sayAgain(key: string): Promise<void> {
    try {
      const said = await this.live.session?.sayAgain(key);
      if (said) this.fire('live-said', said);
    } catch (error) {
      this.#report(error as LiveError);
    }
  }

  /** The text stays in the composer, with the reason below it. */
  #refuse(error: LiveError): void {
    this.refusal = error.code;
    this.#report(error);
  }

  #report(error: LiveError): void {
    this.fire('live-error', {error});
  }

  #select({from: {userId, nick, avatar}}: Comment): void {
    this.fire('live-user-select', {user: {userId, nick, avatar}});
  }

  /** As tall as its text, up to what the styles allow. */
  #grow(): void {
    const input = this.#input;
    if (!input) return;
    input.rows = 1;
    const {lineHeight, paddingTop, paddingBottom} = getComputedStyle(input);
    const lines = (input.scrollHeight - parseFloat(paddingTop) - parseFloat(paddingBottom)) / parseFloat(lineHeight);
    input.rows = Math.min(4, Math.max(1, Math.round(lines)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-panel': ChatPanel;
  }
}
