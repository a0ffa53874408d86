import {html, type PropertyValues} from 'lit';
import {displayName} from '../../protocol/text/display-name.js';
import {firstUnits} from '../../protocol/text/graphemes.js';
import type {LiveError} from '../../protocol/errors.js';
import {COMMENTS_MAX} from '../../protocol/limits.js';
import {formatComment} from '../../protocol/message-elements.js';
import type {ContentOf, RoomMessage, Sender} from '../../protocol/messages.js';
import type {Comment} from '../../session/state/slices/comments.js';
import {Composer} from '../composer/composer.js';
import {composerState} from '../composer/composer-state.js';
import {composerStyles} from '../composer/composer.styles.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {Announcer} from './announcer.js';
import {styles} from './chat-panel.styles.js';
import {recentAuthors, selectChatRoomState} from './chat-room-state.js';
import {CommentSender} from './comment-sender.js';
import {DroppedDanmakuCounter} from './dropped-danmaku-counter.js';
import {HiddenContentController} from './hidden-content-controller.js';
import {FollowLatest} from '../message-list/follow-latest.js';
import type {ChatView} from './chat-view.js';
import {hasFocus} from '../base/has-focus.js';
import {latestStyles} from '../message-list/latest.styles.js';
import {lazy} from '../../session/lazy.js';

const loadView = lazy(async () => {
  const view = await import('./chat-view.js');
  await view.loadWordSearch();
  return view;
});
const loadPinned = lazy(() => import('./pinned-comment.js'));

/** Characters of one comment that a screen reader reads. */
const ANNOUNCED_MAX_CHARS = 200;

/**
 * Shows the room's comments, pictures, voice and videos, and lets the viewer write.
 *
 * @tag chat-panel
 * @summary The room's comments and the composer.
 * @status stable
 * @since 0.1
 *
 * @slot header - Content above the list. Default: the number of comments that found no free danmaku lane, while there are any.
 * @slot empty - Content while there are no comments.
 * @slot composer - Replacement of the composer.
 *
 * @fires {LiveEvent<'live-say'>} live-say - The viewer is about to send a comment. Cancel it and nothing is sent.
 * @fires {LiveEvent<'live-said'>} live-said - The service accepted the comment.
 * @fires {LiveEvent<'live-user-select'>} live-user-select - The viewer selected an author.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to comment. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - The comment was refused, or is too long.
 *
 * @csspart list - The scrolling list.
 * @csspart pinned - The pinned comment or text, above the list.
 * @csspart message - One comment.
 * @csspart author - The author's name.
 * @csspart badge - The role of the host or of an operator, or a viewer's level, next to the author.
 * @csspart text - The comment's text.
 * @csspart composer - The form.
 * @csspart input - The text area.
 * @csspart send - The send button.
 * @csspart latest - The button that scrolls to the newest comment.
 *
 * @cssproperty [--live-chat-panel-background=var(--live-surface)] - Background of list and composer.
 * @cssproperty [--live-chat-panel-line=var(--live-outline)] - Colour of the lines around the composer, also in `<private-chat>`.
 * @cssproperty [--live-chat-panel-input=transparent] - Background of the text area, also in `<private-chat>`.
 *
 * @cssstate empty - There are no comments.
 * @cssstate following - The newest comment is in view, and the list follows new ones.
 * @cssstate muted - The viewer cannot comment.
 * @cssstate slow - The room makes viewers wait between comments.
 */
export class ChatPanel extends RoomWidget {
  static override readonly tag: string = 'chat-panel';
  static override styles = [tokens, composerStyles, latestStyles, styles];

  /** Comments on display, at most 200, or 1,000 while the reader has scrolled up. */
  @property({type: Number}) max = COMMENTS_MAX;

  /** Placeholder of the composer. */
  @property() placeholder = '';

  /** Hides the composer. */
  @property({type: Boolean, reflect: true}) readonly = false;

  protected readonly live = new SessionController(this, selectChatRoomState)
    .on('message', (message) => this.#handleMessage(message))
    .on('deleted', ({seqs}) => this.#composer.cancelReply(seqs))
    .on('findComposer', (offer) => this.#writable && offer(this.#writable));

  readonly #localize = new LocalizeController(this);
  readonly #sender = new CommentSender(this, () => this.live.session);
  readonly #composer = new Composer(this, {
    localize: this.#localize,
    live: this.live,
    sender: this.#sender,
    onSending: () => this.scrollToLatest(),
    placeholder: () => this.placeholder,
    recentAuthors: () => recentAuthors(this.live.value?.list),
    offersStyles: true,
  });
  readonly #droppedDanmaku = new DroppedDanmakuCounter(this);
  readonly #viewModule = new LazyModule(this, loadView);
  readonly #pinModule = new LazyModule(this, async () => {
    const {PinnedComment, styles} = await loadPinned();
    const pinned = new PinnedComment(this, this.live, this.#localize, this.#hiddenContent);
    return {pinned, styles};
  });
  readonly #hiddenContent = new HiddenContentController(this, this.#viewModule, loadView);
  #view: ChatView | undefined;
  #roomId: string | undefined;
  readonly #follow = new FollowLatest();
  readonly #announcer = new Announcer({
    // Creates a new text node each time, because screen readers do not repeat an unchanged sentence.
    speak: (sentence) => this.hasUpdated && (this.#query('[aria-live=polite]')!.textContent = sentence),
    summary: (count) => this.#localize.counted('newMessages', count),
  });
  /**
   * Sends a comment, as if typed. A guest is signed in first. Resolves when the service accepted it or the page
   * cancelled it. Rejects with a `LiveError`.
   */
  async say(text: string): Promise<void> {
    await this.#sender.say(text);
  }

  /** Scrolls to the newest comment, and follows new ones from there. */
  scrollToLatest(): void {
    this.#follow.startFollowing();
    // Scrolls now and not in the next frame, because a running scroll would count as the reader scrolling up.
    if (this.hasUpdated) this.#follow.scrollIfFollowing(this.#list);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
    this.#view?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const {roomId} = this.live.value ?? {};
    if (roomId !== this.#roomId) this.#composer.cancelReply();
    this.#roomId = roomId;
  }

  protected override update(changed: PropertyValues<this>): void {
    const draw = () => {
      const button = this.#query<HTMLElement>('.earlier');
      const hadFocus = !!button && hasFocus(button);
      super.update(changed);
      if (hadFocus && button.hidden) this.#list.focus(); // The focused button will be hidden, so the list takes the focus.
      this.#draw();
    };
    if (this.#view && !this.#follow.following) return this.#view.preserveScroll(draw);
    draw();
    if (this.#visibleComments.length) this.#follow.scrollIfFollowing(this.#list);
  }

  protected override render() {
    const {slowModeS, history, danmakuDropped = 0, pin} = this.live.value ?? {};
    const dropped = this.#droppedDanmaku.count(danmakuDropped);
    const {length} = this.#visibleComments;
    this.toggleState('empty', !length);
    this.toggleState('following', this.#follow.following);
    this.toggleState('muted', composerState(this.live.value) === 'disabled');
    this.toggleState('slow', !!slowModeS);
    return html`
      <slot name="header"
        ><p
          class="dropped-notice"
          ?hidden=${!dropped}
          .textContent=${dropped ? this.#localize.counted('danmakuDropped', dropped) : ''}
        ></p
      ></slot>
      ${pin && this.#pinModule.module?.pinned.render()}
      <div class="list-area">
        <div
          part="list"
          class="list"
          role="log"
          aria-live="off"
          aria-label=${this.#localize.term('chat')}
          tabindex="0"
          @scroll=${this.#handleScroll}
        >
          <button
            class="earlier"
            type="button"
            ?hidden=${history !== 'more' && history !== 'loading'}
            aria-disabled=${history === 'loading'}
            @click=${this.#showEarlier}
          >
            ${this.#localize.term('earlierMessages')}
          </button>
          <div class="empty" ?hidden=${length > 0}>
            <slot name="empty">${this.#localize.term('noComments')}</slot>
          </div>
          <div class="rows"></div>
          <p class="join-notice" hidden></p>
        </div>
        <button
          part="latest"
          class="latest"
          type="button"
          ?hidden=${this.#follow.following}
          @click=${this.scrollToLatest}
        >
          ${this.#follow.missed ? this.#localize.counted('latestCount', this.#follow.missed) : this.#localize.term('latest')}
        </button>
      </div>
      <div class="visually-hidden" aria-live="polite"></div>
      <slot name="composer" ?hidden=${this.readonly}>${this.#composer.node}</slot>
    `;
  }

  #draw(): void {
    const lines = this.#visibleComments;
    const module = (lines.length || this.#view) && this.#viewModule.module;
    if (!module) return;
    this.#view ??= new module.ChatView({
      host: this,
      localize: this.#localize,
      live: this.live,
      sender: this.#sender,
      follow: this.#follow,
      composer: () => this.#writable,
      isHidden: ({text = '', userId, nick}) => this.#hiddenContent.isHidden(text, {userId, nick}),
    });
    const {listDropped = 0, history = 'none'} = this.live.value ?? {};
    this.#view.update(lines, listDropped, history !== 'none');
  }

  #handleMessage({own, from, content}: RoomMessage): void {
    if (own) return;
    const {type} = content;
    if (type === 'join') this.#view?.showJoined(from);
    if (type === 'comment' || type === 'danmaku') this.#hiddenContent.whenLoaded(() => this.#announce(from, content));
  }

  #announce(from: Sender, content: ContentOf<'comment' | 'danmaku'>): void {
    if (!this.isConnected || this.#hiddenContent.isHidden(content.text, from)) return;
    this.#follow.countAdded(1);
    const sentence =
      content.type === 'comment' ? formatComment(content, (kind) => this.#localize.term(kind)) : content.text;
    this.#announcer.announce(`${displayName(from)}: ${firstUnits(sentence, ANNOUNCED_MAX_CHARS)}`);
  }

  /** The composer if the viewer can write in it. */
  get #writable(): Composer | undefined {
    const isSeen = this.#composer.node.getClientRects().length > 0; // The page may have replaced the composer through its slot.
    return this.#composer.isOpen && !this.readonly && isSeen ? this.#composer : undefined;
  }

  get #list(): HTMLElement {
    return this.#query('.list')!;
  }

  #query<E extends HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }

  get #visibleComments(): readonly Comment[] {
    const list = (this.live.value?.list ?? []).filter(
      ({own, text, from}) => own || !this.#hiddenContent.isHidden(text, from),
    );
    if (!this.#follow.following) return list;
    return list.slice(-(this.max >= 1 && this.max <= COMMENTS_MAX ? Math.floor(this.max) : COMMENTS_MAX));
  }

  readonly #handleScroll = () => {
    if (this.#follow.handleScroll(this.#list)) this.requestUpdate();
    // The reader may return to the start before a scroll event has reported that the list left it.
    if (this.#follow.atStart) void this.#showEarlier();
  };

  readonly #showEarlier = async () => {
    if (this.live.value?.history !== 'more') return;
    this.#follow.stopFollowing();
    try {
      await this.live.session?.loadEarlier();
    } catch (error) {
      this.#sender.fireError(error as LiveError); // The button stays, so that the viewer can try again.
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'chat-panel': ChatPanel;
  }
}
