import {LiveError} from '../../protocol/errors.js';
import {isPageHidden} from '../../protocol/page-hidden.js';
import {lazy} from '../../session/lazy.js';
import type {PrivateChats} from '../../session/private-chats/private-chats.js';
import type {Conversation} from '../../session/state/slices/private-chats.js';
import {ensureSignedIn} from '../base/ensure-signed-in.js';
import type {LiveEventDetails, LiveEventType} from '../base/events.js';
import {LazyModule, type LazyHost, type StyledModule} from '../base/lazy-module.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {MessageSender} from '../composer/composer-options.js';
import type {Live} from '../base/session-controller.js';
import type {OutgoingFile} from '../../session/messages/file-uploads.js';
import type {CommentOptions} from '../../session/messages/comment-outbox.js';
import type {PrivateChatState, PrivateChatView} from './private-chat-view.js';
import type {ChatAction} from './private-messages.js';

/** The nodes of the conversation have styles of their own. */
export const styles = [] as const;

const loadView = lazy(() => import('./private-chat-view.js'));

interface ViewModule extends StyledModule {
  readonly PrivateChatView: typeof PrivateChatView;
}

/** Wait before a failed request is repeated, ms. */
const RETRY_MS = 5_000;

export interface PrivateConversationOptions {
  readonly host: LazyHost & HTMLElement;
  readonly localize: LocalizeController;
  readonly live: Live<PrivateChatState>;
  /** Called when the viewer closes the conversation. */
  readonly close: () => void;
  fire<T extends LiveEventType>(
    type: T,
    detail: LiveEventDetails[T],
    options?: {readonly cancelable?: boolean},
  ): boolean;
}

/** The conversation that the element shows. */
export interface PrivateConversationInput {
  readonly isOpen: boolean;
  /** The element's attribute. */
  readonly peer: string;
  /** Undefined until the room's host or service is known. */
  readonly peerId: string | undefined;
  readonly isOneself: boolean;
  /** Name of the other person. */
  readonly name: string;
  /** The conversation in the session's state. */
  readonly conversation: Conversation | undefined;
}

/** Loads the viewer's private chats, and draws one of them while it is open. */
export class PrivateConversation implements MessageSender {
  readonly #options: PrivateConversationOptions;
  readonly #viewModule: LazyModule<ViewModule>;
  #input: PrivateConversationInput | undefined;
  #view: PrivateChatView | undefined;
  /** Private chats of the viewer; undefined until they are loaded. */
  #chats: PrivateChats | undefined;
  /** Id of the viewer whose private chats were requested. */
  #requestedUserId = '';
  /** Id of the other person of the opened conversation. */
  #openedPeerId = '';
  #retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PrivateConversationOptions) {
    this.#options = options;
    this.#viewModule = new LazyModule(options.host, loadView);
  }

  get isDrawn(): boolean {
    return !!this.#view;
  }

  update(input: PrivateConversationInput): void {
    this.#input = input;
    this.#loadChats();
    this.#draw();
  }

  /** Ends all timers and requests when the element is disconnected. */
  stop(): void {
    clearTimeout(this.#retryTimer);
    this.#requestedUserId = this.#openedPeerId = '';
    this.#chats = undefined;
    this.#view?.stop();
  }

  #draw(): void {
    const {host, localize, live, close} = this.#options;
    const {isOpen, name, conversation} = this.#input!;
    if (!isOpen) return this.#view?.stop();
    const module = this.#viewModule.module;
    if (!module) return;
    this.#view ??= new module.PrivateChatView({
      host,
      container: host.renderRoot.querySelector<HTMLElement>('.conversation-container')!,
      localize,
      live,
      sender: this,
      run: (action) => void this.#run(action),
      close,
    });
    this.#view.update({name, conversation, isReady: !!this.#chats});
    if (!isPageHidden() && conversation?.unread) void this.#run((chats, peer) => chats.markRead(peer));
  }

  /** Requests the viewer's private chats when there is a viewer, and the messages of this one when it is opened. */
  #loadChats(): void {
    const {status, userId} = this.#options.live.value ?? {};
    const {isOpen, peerId, isOneself} = this.#input!;
    const isJoined = status === 'joined' || status === 'reconnecting';
    const userToRequest = isJoined && userId && peerId && !isOneself ? userId : '';
    if (userToRequest !== this.#requestedUserId) {
      this.#requestedUserId = userToRequest;
      this.#chats = undefined;
      this.#openedPeerId = '';
      if (userToRequest) void this.#requestChats(userToRequest);
    }
    if (!isOpen) this.#openedPeerId = '';
    if (!this.#chats || !isOpen || !peerId || this.#openedPeerId === peerId) return;
    this.#openedPeerId = peerId;
    void this.#run((chats) => chats.open(peerId));
  }

  async #requestChats(requested: string): Promise<void> {
    const {host, live} = this.#options;
    clearTimeout(this.#retryTimer);
    try {
      const chats = await live.session!.privateChats();
      if (requested !== this.#requestedUserId) return;
      this.#chats = chats;
      host.requestUpdate();
    } catch (reason) {
      if (requested !== this.#requestedUserId) return;
      this.fireError(reason as LiveError);
      this.#retryTimer = setTimeout(() => void this.#requestChats(requested), RETRY_MS);
    }
  }

  async ensureSignedIn(): Promise<boolean> {
    const {host, live} = this.#options;
    return !!live.session && ensureSignedIn(host, live.session, 'private');
  }

  async say(text: string, _options: CommentOptions, onSending: () => void): Promise<void> {
    const {live, fire} = this.#options;
    const {session} = live;
    if (!session) throw new LiveError('NOT_JOINED', 'the room is not joined');
    if (!(await this.ensureSignedIn())) return;
    const {peer: kind, peerId: peer} = this.#input!;
    if (!peer) throw new LiveError('REFUSED', `the room has no ${kind} account to write to`);
    const chats = await session.privateChats();
    onSending();
    if (!fire('live-private-say', {peer, text}, {cancelable: true})) return;
    fire('live-private-said', {peer, ...(await chats.say(peer, text))});
  }

  sendFile(file: OutgoingFile): void {
    void this.#run((chats, peer) => chats.sendFile(peer, file));
  }

  fireError(error: LiveError): void {
    this.#options.fire('live-error', {error});
  }

  async #run(action: ChatAction): Promise<void> {
    const peer = this.#input!.peerId;
    if (!this.#chats || !peer) return;
    try {
      await action(this.#chats, peer);
    } catch (reason) {
      if ((reason as Error).name !== 'AbortError')
        this.fireError(LiveError.from(reason, 'CONNECTION_LOST', 'the service did not respond', {retryable: true}));
    }
  }
}
