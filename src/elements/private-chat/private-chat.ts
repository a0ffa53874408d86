import {html, nothing, type PropertyValues} from 'lit';
import {LiveError} from '../../protocol/errors.js';
import type {PrivateChats} from '../../session/private-chats/private-chats.js';
import type {Conversation} from '../../session/state/slices/private-chats.js';
import {iconTemplate} from '../icons/icon-template.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import {tokens} from '../base/tokens.js';
import {styles} from './private-chat.styles.js';
import type {PrivateChatView} from './private-chat-view.js';
import {lazy} from '../../session/lazy.js';
import {isPageHidden} from '../../protocol/page-hidden.js';

const loadView = lazy(() => import('./private-chat-view.js'));

/** Wait before a failed request is repeated, ms. */
const RETRY_MS = 5_000;

/**
 * A private conversation with the host, with the shop's service or with another user: a button with the number of unread
 * messages, and the conversation once it is opened.
 *
 * @tag private-chat
 * @summary A private conversation between two people.
 * @status stable
 * @since 0.1
 *
 * @slot header - Content above the conversation; the other person's name unless given.
 *
 * @fires {LiveEvent<'live-private-say'>} live-private-say - The viewer is about to send a message. Cancel it and nothing is sent.
 * @fires {LiveEvent<'live-private-said'>} live-private-said - The service accepted the message.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to write. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - A message was refused, or the service did not answer.
 *
 * @csspart list - The scrolling list.
 * @csspart message - One message.
 * @csspart composer - The form.
 * @csspart input - The text area.
 * @csspart send - The send button.
 * @csspart unread - The number of unread messages, on the button.
 *
 * @cssproperty [--live-private-chat-size=3em] - Size of the button.
 * @cssproperty [--live-private-chat-background=var(--live-surface)] - Background of the conversation.
 *
 * @cssstate open - The conversation is open.
 * @cssstate unread - There are unread messages.
 */
export class PrivateChat extends RoomWidget {
  static override readonly tag: string = 'private-chat';
  static override styles = [tokens, styles];

  /** The other person: `host`, `service` (the shop's account), or a user id. */
  @property() peer = 'host';

  /** Opens the conversation at first. */
  @property({type: Boolean}) open = false;

  protected readonly live = new SessionController(this, ({connection, viewer, room, privateChats}) => ({
    status: connection.status,
    error: connection.error,
    userId: viewer.profile?.userId,
    hostId: room.host?.userId,
    serviceId: room.service,
    conversations: privateChats.conversations,
  }));

  readonly #localize = new LocalizeController(this);
  readonly #viewModule = new LazyModule(this, loadView);
  #view: PrivateChatView | undefined;
  #isOpen = false;
  /** The viewer opened or closed the conversation, so the focus moves with it. */
  #movesFocus = false;
  /** Private chats of the viewer; undefined until they are loaded. */
  #chats: PrivateChats | undefined;
  /** Id of the viewer whose private chats were requested. */
  #requestedUserId = '';
  /** Id of the other person of the opened conversation. */
  #openedPeerId = '';
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  #lifetime = new AbortController();

  /** Opens the conversation. */
  show(): void {
    this.#setOpen(true);
  }

  /** Closes the conversation. Messages that arrive are then unread; a text that was not sent stays. */
  hide(): void {
    this.#setOpen(false);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    document.addEventListener('visibilitychange', () => this.requestUpdate(), this.#lifetime);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    clearTimeout(this.#retryTimer);
    this.#requestedUserId = this.#openedPeerId = '';
    this.#chats = undefined;
    this.#view?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) this.#isOpen ||= this.open;
  }

  protected override render() {
    const {unread = 0} = this.#conversation ?? {};
    this.toggleState('open', this.#isOpen);
    this.toggleState('unread', unread > 0);
    const label = [this.#localize.term('privateWith', this.#name), unread && this.#localize.counted('unread', unread)];
    return html`
      <button
        class="opener"
        type="button"
        aria-expanded="false"
        aria-label=${label.filter(Boolean).join(', ')}
        ?hidden=${this.#isOpen || this.#isOneself}
        @click=${() => this.#setOpen(true, true)}
      >
        ${iconTemplate('chat')}
        ${unread ? html`<span part="unread" class="unread">${unread > 99 ? '99+' : unread}</span>` : nothing}
      </button>
      <div class="conversation-container" ?hidden=${!this.#isOpen}></div>
    `;
  }

  protected override updated(): void {
    this.#loadChats();
    this.#draw();
    if (!this.#movesFocus || (this.#isOpen && !this.#view)) return;
    this.#movesFocus = false;
    this.renderRoot.querySelector<HTMLElement>(this.#isOpen ? 'textarea' : '.opener')?.focus();
  }

  get #peerId(): string | undefined {
    const {hostId, serviceId} = this.live.value ?? {};
    return this.peer === 'host' ? hostId : this.peer === 'service' ? serviceId : this.peer || undefined;
  }

  get #isOneself(): boolean {
    const peerId = this.#peerId;
    return peerId !== undefined && peerId === this.live.value?.userId;
  }

  get #conversation(): Conversation | undefined {
    const peerId = this.#peerId;
    return this.live.value?.conversations.find(({peer}) => peer.userId === peerId);
  }

  get #name(): string {
    const {nick = ''} = this.#conversation?.peer ?? {};
    if (this.peer === 'service') return this.#localize.term('service');
    return nick || (this.peer === 'host' ? this.#localize.term('host') : this.peer);
  }

  #draw(): void {
    if (!this.#isOpen) return this.#view?.stop();
    const module = this.#viewModule.module;
    if (!module) return;
    this.#view ??= new module.PrivateChatView({
      host: this,
      container: this.renderRoot.querySelector<HTMLElement>('.conversation-container')!,
      localize: this.#localize,
      now: this.live.now,
      roomState: () => this.live.value,
      ensureSignedIn: async () => !!this.live.session && ensureSignedIn(this, this.live.session, 'private'),
      say: (text, onSending) => this.#say(text, onSending),
      run: (action) => void this.#run(action),
      close: () => this.#setOpen(false, true),
      onError: (error) => this.#report(error),
    });
    this.#view.update({name: this.#name, conversation: this.#conversation, isReady: !!this.#chats});
    if (!isPageHidden() && this.#conversation?.unread) void this.#run((chats, peer) => chats.markRead(peer));
  }

  /** Requests the viewer's private chats when there is a viewer, and the messages of this one when it is opened. */
  #loadChats(): void {
    const {status, userId} = this.live.value ?? {};
    const isJoined = status === 'joined' || status === 'reconnecting';
    const peerId = this.#peerId;
    const userToRequest = isJoined && userId && peerId && !this.#isOneself ? userId : '';
    if (userToRequest !== this.#requestedUserId) {
      this.#requestedUserId = userToRequest;
      this.#chats = undefined;
      this.#openedPeerId = '';
      if (userToRequest) void this.#requestChats(userToRequest);
    }
    if (!this.#chats || !this.#isOpen || !peerId || this.#openedPeerId === peerId) return;
    this.#openedPeerId = peerId;
    void this.#run((chats) => chats.open(peerId));
  }

  async #requestChats(requested: string): Promise<void> {
    clearTimeout(this.#retryTimer);
    try {
      const chats = await this.live.session!.privateChats();
      if (requested !== this.#requestedUserId) return;
      this.#chats = chats;
      this.requestUpdate();
    } catch (reason) {
      if (requested !== this.#requestedUserId) return;
      this.#report(reason as LiveError);
      this.#retryTimer = setTimeout(() => void this.#requestChats(requested), RETRY_MS);
    }
  }

  #setOpen(isOpen: boolean, byViewer = false): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#movesFocus = byViewer;
    this.#openedPeerId = '';
    this.requestUpdate();
  }

  async #say(text: string, onSending: () => void): Promise<void> {
    const {session} = this.live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (!(await ensureSignedIn(this, session, 'private'))) return;
    const peer = this.#peerId;
    if (!peer) throw new LiveError('REFUSED', `the room has no ${this.peer} account to write to`);
    const chats = await session.privateChats();
    onSending();
    if (!this.fire('live-private-say', {peer, text}, {cancelable: true})) return;
    this.fire('live-private-said', {peer, ...(await chats.say(peer, text))});
  }

  async #run(action: (chats: PrivateChats, peer: string) => Promise<unknown> | undefined): Promise<void> {
    const peer = this.#peerId;
    if (!this.#chats || !peer) return;
    try {
      await action(this.#chats, peer);
    } catch (reason) {
      if ((reason as Error).name !== 'AbortError')
        this.#report(LiveError.from(reason, 'CONNECTION_LOST', 'the service did not answer', {retryable: true}));
    }
  }

  #report(error: LiveError): void {
    this.fire('live-error', {error});
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'private-chat': PrivateChat;
  }
}
