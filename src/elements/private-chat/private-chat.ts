import {html, nothing, type PropertyValues} from 'lit';
import {iconTemplate} from '../icons/icon-template.js';
import {LazyModule} from '../base/lazy-module.js';
import {LocalizeController} from '../base/localize-controller.js';
import {property} from '../base/property.js';
import {RoomWidget} from '../base/room-widget.js';
import {SessionController} from '../base/session-controller.js';
import {tokens} from '../base/tokens.js';
import {styles} from './private-chat.styles.js';
import type {PrivateConversation} from './private-conversation.js';
import {lazy} from '../../session/lazy.js';

const loadConversation = lazy(() => import('./private-conversation.js'));

/**
 * A private conversation with the host, with the shop's service or with another user: a button with the number of unread
 * messages, and the conversation that it opens.
 *
 * @tag private-chat
 * @summary A private conversation between two people.
 * @status stable
 * @since 0.1
 *
 * @slot header - Content above the conversation. Default: the other person's name.
 *
 * @fires {LiveEvent<'live-private-say'>} live-private-say - The viewer is about to send a message. Cancel it and nothing is sent.
 * @fires {LiveEvent<'live-private-said'>} live-private-said - The service accepted the message.
 * @fires {LiveEvent<'live-login-needed'>} live-login-needed - A guest wants to write. Cancel it and sign in your own way.
 * @fires {LiveEvent<'live-error'>} live-error - A message was refused, or the service did not respond.
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
    serviceUserId: room.serviceUserId,
    conversations: privateChats.conversations,
  }));

  readonly #localize = new LocalizeController(this);
  readonly #conversationModule = new LazyModule(this, loadConversation);
  #conversation: PrivateConversation | undefined;
  #isOpen = false;
  /** True after the viewer opened or closed the conversation: the focus then moves with it. */
  #movesFocus = false;
  #lifetime = new AbortController();

  /** Opens the conversation. */
  show(): void {
    this.#setOpen(true);
  }

  /** Closes the conversation. Messages that arrive later are unread. A text that was not sent stays. */
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
    this.#conversation?.stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!this.hasUpdated) this.#isOpen ||= this.open;
  }

  protected override render() {
    const {unread = 0} = this.#listed ?? {};
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
    const isOpen = this.#isOpen;
    const module = isOpen || this.live.value?.userId ? this.#conversationModule.module : undefined;
    if (module) this.#conversation ??= this.#createConversation(module);
    this.#conversation?.update({
      isOpen,
      peer: this.peer,
      peerId: this.#peerId,
      isOneself: this.#isOneself,
      name: this.#name,
      conversation: this.#listed,
    });
    if (!this.#movesFocus || (isOpen && !this.#conversation?.isDrawn)) return;
    this.#movesFocus = false;
    this.renderRoot.querySelector<HTMLElement>(isOpen ? 'textarea' : '.opener')?.focus();
  }

  get #peerId(): string | undefined {
    const {hostId, serviceUserId} = this.live.value ?? {};
    return this.peer === 'host' ? hostId : this.peer === 'service' ? serviceUserId : this.peer || undefined;
  }

  get #isOneself(): boolean {
    const peerId = this.#peerId;
    return peerId !== undefined && peerId === this.live.value?.userId;
  }

  /** The conversation in the session's state. */
  get #listed() {
    const peerId = this.#peerId;
    return this.live.value?.conversations.find(({peer}) => peer.userId === peerId);
  }

  get #name(): string {
    const {nick = ''} = this.#listed?.peer ?? {};
    if (this.peer === 'service') return this.#localize.term('service');
    return nick || (this.peer === 'host' ? this.#localize.term('host') : this.peer);
  }

  #createConversation(module: {readonly PrivateConversation: typeof PrivateConversation}): PrivateConversation {
    return new module.PrivateConversation({
      host: this,
      localize: this.#localize,
      live: this.live,
      close: () => this.#setOpen(false, true),
      fire: (...args) => this.fire(...args),
    });
  }

  #setOpen(isOpen: boolean, byViewer = false): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#movesFocus = byViewer;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'private-chat': PrivateChat;
  }
}
