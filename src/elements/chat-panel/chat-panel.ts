import {html, nothing, type PropertyValues} from 'lit';
import {LiveError, type LiveErrorCode} from '../../protocol/errors.js';
import {COMMENT_MAX_BYTES, COMMENTS_KEPT, isOver} from '../../protocol/limits.js';
import type {Comment} from '../../session/slices/comments.js';
import {Countdown} from '../shared/countdown.js';
import {errorWords} from '../shared/error-words.js';
import {LocalizeController} from '../shared/localize-controller.js';
import {property, state} from '../shared/property.js';
import {RoomWidget} from '../shared/room-widget.js';
import {SessionController} from '../shared/session-controller.js';
import {signedIn} from '../shared/signed-in.js';
import {tokens} from '../shared/tokens.js';
import {Announcer} from './announcer.js';
import {styles} from './chat-panel.styles.js';
import {composerHint, composerState} from './composer-state.js';
import {FollowLatest} from './follow-latest.js';
import {Gaps, type Gap} from './gaps.js';
import {grow} from './grow.js';
import {holdStill} from './hold-still.js';
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

  /** Lines kept on display, at most 200; all there are, up to 1,000, while the reader is further up. */
  @property({type: Number}) max = COMMENTS_KEPT;

  /** What the empty composer says. */
  @property() placeholder = '';

  /** Hides the composer. */
  @property({type: Boolean, reflect: true}) readonly = false;

  protected readonly live = new SessionController(this, ({comments, connection, viewer, room}) => ({
    list: comments.list,
    history: comments.history,
    skipped: comments.skipped,
    status: connection.status,
    error: connection.error,
    userId: viewer.profile?.userId,
    mutedAll: room.mutedAll,
    mutedUntil: viewer.mutedUntil,
    mutedReason: viewer.mutedReason,
    slowUntil: viewer.slowUntil,
    slowModeS: room.slowModeS,
    hostId: room.host?.userId,
    operators: room.operators,
  })).on('message', ({own, from, content}) => {
    if (own || (content.type !== 'comment' && content.type !== 'danmaku')) return;
    this.#follow.grew(1);
    const words = content.type === 'danmaku' || content.kind === 'text' ? content.text : this.#text.term(content.kind);
    this.#announcer.heard(`${from.nick || from.userId}: ${words}`);
  });

  readonly #text = new LocalizeController(this);
  readonly #countdown = new Countdown(this);
  readonly #follow = new FollowLatest();
  readonly #gaps = new Gaps();
  readonly #rows = new Rows<Comment | Gap>({
    create: (line) => {
      const row = document.createElement('div');
      if ('text' in line) row.part.add('message');
      return row;
    },
    fill: (line, row) => ('text' in line ? this.#renderComment(line, row) : this.#renderGap(line, row)),
  });
  readonly #announcer = new Announcer({
    // A new text node each time: an equal sentence would else not be heard again.
    say: (sentence) => this.hasUpdated && (this.#find('.aloud')!.textContent = sentence),
    summary: (count) => this.#text.term('newMessages', count),
  });
  #signingIn = false;

  /** @internal Why the composer's text was not taken. */
  @state() protected refusal: LiveErrorCode | undefined;

  /**
   * Says a comment, as if typed and sent; a guest is signed in first. Resolves when the service took it, or the page
   * cancelled one of the events; rejects with a `LiveError`.
   */
  async say(text: string): Promise<void> {
    await this.#say(text);
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

  protected override update(changed: PropertyValues<this>): void {
    const draw = () => {
      const button = this.#find('.earlier:focus');
      super.update(changed);
      if (button?.hidden) this.#list.focus(); // What a keyboard is on must not vanish under it.
      const {skipped = 0, hostId, operators} = this.live.value ?? {};
      const lines = this.#gaps.among(this.#shown, skipped);
      this.#rows.update(this.#find('.rows')!, lines, `${this.#text.lang} ${hostId} ${operators?.join()}`);
    };
    if (!this.#follow.following) return holdStill(this.#list, this.#find('.rows')!, draw);
    draw();
    if (this.#shown.length) this.#list.scrollTop = this.#list.scrollHeight;
  }

  protected override render() {
    const {slowModeS, history} = this.live.value ?? {};
    const {length} = this.#shown;
    this.toggleState('empty', !length);
    this.toggleState('following', this.#follow.following);
    this.toggleState('muted', composerState(this.live.value) === 'muted');
    this.toggleState('slow', !!slowModeS);
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
          <button
            class="earlier"
            type="button"
            ?hidden=${history !== 'more' && history !== 'loading'}
            aria-disabled=${history === 'loading'}
            @click=${this.#showEarlier}
          >
            ${this.#text.term('earlier')}
          </button>
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
      <div class="aloud" aria-live="polite"></div>
      <slot name="composer" ?hidden=${this.readonly}>${this.#renderComposer()}</slot>
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

  #renderGap({skipped}: Gap, row: HTMLElement) {
    row.className = 'gap';
    return html`${this.#text.term('skipped', skipped)}`;
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

  /** Never `disabled`: the focus would be lost, and with it the caret's place, whenever the room is away for a moment. */
  #renderComposer() {
    const composer = composerState(this.live.value);
    const closed = composer === 'closed' || composer === 'muted';
    const wait = this.#countdown.secondsUntil(this.live.value?.slowUntil);
    const send = this.#text.term('send') + (wait ? ` (${wait})` : '');
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
          ?readonly=${closed}
          aria-disabled=${closed}
          @keydown=${this.#typed}
          @input=${this.#inputChanged}
        ></textarea>
        <button part="send" class="send" type="submit" aria-disabled=${closed || wait > 0}>${send}</button>
        <p id="why" class="why" role="status">${composerHint(this.#text, this.live.value, this.refusal)}</p>
      </form>
    `;
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

  get #input(): HTMLTextAreaElement {
    return this.#find('textarea')!;
  }

  #find<E extends HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  get #shown(): readonly Comment[] {
    const {list = []} = this.live.value ?? {};
    if (!this.#follow.following) return list;
    return list.slice(-(this.max >= 1 && this.max <= COMMENTS_KEPT ? Math.floor(this.max) : COMMENTS_KEPT));
  }

  readonly #scrolled = () => {
    if (this.#follow.scrolled(this.#list)) this.requestUpdate();
    // Also when the reader is at the start again before the list was seen to have left it.
    if (this.#follow.atStart) void this.#showEarlier();
  };

  readonly #showEarlier = async () => {
    if (this.live.value?.history !== 'more') return;
    this.#follow.leave();
    try {
      await this.live.session?.loadEarlier();
    } catch (error) {
      this.#report(error as LiveError); // The button stays, to try again.
    }
  };

  readonly #typed = (event: KeyboardEvent) => {
    // 229 is what older Safari reports for the Enter that ends a composition.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#input.form!.requestSubmit();
  };

  readonly #inputChanged = () => {
    this.refusal = undefined;
    grow(this.#input);
  };

  readonly #submit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#submitText();
  };

  async #submitText(): Promise<void> {
    const text = this.#input.value.trim();
    const {slowUntil = 0} = this.live.value ?? {};
    if (!text || this.#input.readOnly || this.#signingIn || slowUntil > Date.now()) return;
    if (isOver(COMMENT_MAX_BYTES, text))
      return this.#refuse(new LiveError('TOO_LONG', `over ${COMMENT_MAX_BYTES} bytes`));
    this.#signingIn = true;
    let begun = false;
    try {
      await this.#say(text, () => {
        begun = true;
        this.#empty();
      });
    } catch (error) {
      if (begun)
        this.#report(error as LiveError); // The session rejects with nothing else; the line itself shows why.
      else this.#refuse(error as LiveError);
    } finally {
      if (!begun) this.#signingIn = false;
    }
  }

  /** @param begun Called when nothing is left to be asked of the viewer. */
  async #say(text: string, begun?: () => void): Promise<void> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (!(await signedIn(this, session, 'say'))) return;
    begun?.();
    if (this.fire('live-say', {text}, {cancelable: true})) this.fire('live-said', await session.say(text));
  }

  #empty(): void {
    this.#signingIn = false;
    this.refusal = undefined;
    this.#input.value = '';
    grow(this.#input);
    this.scrollToLatest();
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
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-panel': ChatPanel;
  }
}
