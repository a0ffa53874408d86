import {html, render} from 'lit';
import type {Comment} from '../../session/state/slices/comments.js';
import type {Conversation} from '../../session/state/slices/private-chats.js';
import {Composer} from '../composer/composer.js';
import type {MessageSender} from '../composer/composer-options.js';
import {composerStyles} from '../composer/composer.styles.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {LazyHost} from '../base/lazy-module.js';
import type {Live} from '../base/session-controller.js';
import type {ConnectionStatus} from '../base/connection-status-text.js';
import {FollowLatest} from '../message-list/follow-latest.js';
import {latestStyles} from '../message-list/latest.styles.js';
import {StickToBottom} from '../message-list/stick-to-bottom.js';
import {preserveScroll} from '../message-list/preserve-scroll.js';
import {KeyedList} from '../message-list/keyed-list.js';
import {ExpandableTexts} from '../message-list/expandable-texts.js';
import {LazyMedia} from '../media/lazy-media.js';
import {createElement} from '../base/dom.js';
import {icon} from '../icons/icon.js';
import {pagedListStyles} from '../message-list/paged-list.styles.js';
import {pressedKey} from '../base/pressed-key.js';
import {PrivateMessages, type ChatAction} from './private-messages.js';
import {privateChatViewStyles} from './private-chat-view.styles.js';

export const styles = [composerStyles, pagedListStyles, latestStyles, privateChatViewStyles];

/** A message shows its time if this time has passed since the previous one, s. */
const TIME_GAP_S = 300;

/** Maximum age of a message that the service recalls, s. */
const RECALL_MAX_S = 120;

/** The room's speaking limits, which do not apply to private messages. */
const NO_SPEAKING_LIMITS = {
  ...{
    speakingDisabled: false,
    speakingDisabledUntil: undefined,
    speakingDisabledReason: undefined,
    slowModeUntilMs: undefined,
    slowModeS: 0,
  },
  operators: [],
} as const;

/** The part of the session's state that a conversation depends on. */
export interface PrivateChatState extends ConnectionStatus {
  readonly userId: string | undefined;
  readonly hostId: string | undefined;
}

export interface PrivateChatViewOptions {
  readonly host: LazyHost;
  readonly container: HTMLElement;
  readonly localize: LocalizeController;
  readonly live: Live<PrivateChatState>;
  readonly sender: MessageSender;
  /** Runs an action and reports its error. */
  readonly run: (action: ChatAction) => void;
  /** Called when the viewer closes the conversation. */
  readonly close: () => void;
}

/** Values that the conversation shows. */
export interface PrivateChatContent {
  /** Name of the other person. */
  readonly name: string;
  readonly conversation: Conversation | undefined;
  /** True if the viewer's private chats are loaded. */
  readonly isReady: boolean;
}

/** Draws a private conversation. */
export class PrivateChatView {
  readonly #options: PrivateChatViewOptions;
  readonly #composer: Composer;
  readonly #list: HTMLElement;
  readonly #rows: HTMLElement;
  readonly #lines: KeyedList<Comment>;
  readonly #follow = new FollowLatest();
  readonly #stickToBottom: StickToBottom;
  #peer = '';
  readonly #media: LazyMedia;
  readonly #messages: PrivateMessages;
  /** Keys of messages with a time above, and of messages that can be recalled. */
  #timedKeys = new Set<string>();
  #recallableKeys = new Set<string>();
  /** Updates the view when a message can no longer be recalled. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #content: PrivateChatContent = {name: '', conversation: undefined, isReady: false};

  constructor(options: PrivateChatViewOptions) {
    this.#options = options;
    this.#composer = this.#createComposer();
    this.#render();
    const list = (this.#list = options.container.querySelector<HTMLElement>('.list')!);
    this.#rows = list.querySelector<HTMLElement>('.rows')!;
    this.#stickToBottom = new StickToBottom(list, [this.#rows], this.#follow);
    const root = options.container.getRootNode() as ShadowRoot;
    const {localize} = options;
    this.#media = new LazyMedia({
      root,
      localize,
      onLoaded: () => this.update(this.#content),
    });
    const texts = new ExpandableTexts({
      list,
      rows: this.#rows,
      follow: this.#follow,
      localize,
      onScrollChange: () => this.#render(),
    });
    this.#messages = new PrivateMessages({
      localize,
      now: options.live.now,
      media: this.#media,
      texts,
      peer: () => this.#content.conversation?.peer,
      run: options.run,
    });
    // `PrivateMessages` fills the rows with DOM calls.
    this.#lines = new KeyedList(this.#rows, {
      create: () => createElement('div', 'row', 'message'),
      fill: (line, row, previous) => {
        const parts = {showsTime: this.#timedKeys.has(line.key), isRecallable: this.#recallableKeys.has(line.key)};
        this.#messages.fill(row, line, parts, previous);
      },
    });
    options.host.requestUpdate(); // The composer was created after the host called its controllers in this update.
  }

  update(content: PrivateChatContent): void {
    this.#content = content;
    const {conversation} = content;
    const {list: lines = [], history = 'none'} = conversation ?? {};
    const peer = conversation?.peer.userId ?? '';
    if (peer !== this.#peer) {
      this.#peer = peer;
      this.#lines.update([], () => '');
      this.#follow.startFollowing();
    }
    this.#render();
    const previousCount = this.#lines.size;
    this.#stickToBottom.start();
    const draw = () => this.#draw(lines);
    if (this.#follow.following) {
      draw();
      this.#follow.scrollIfFollowing(this.#list);
    } else {
      preserveScroll(this.#list, this.#rows, draw);
      if (history !== 'loading') this.#follow.countAdded(Math.max(0, this.#lines.size - previousCount));
    }
    this.#render();
  }

  /** Ends all timers when the conversation is hidden. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#stickToBottom.stop();
    this.#media.stop();
  }

  /** Draws all but the messages. */
  #render(): void {
    const {localize, container, close} = this.#options;
    const {name, conversation} = this.#content;
    const {list: lines = [], history = 'none'} = conversation ?? {};
    const {loading, noMessages} = localize.locale.privateChat;
    const {missed, following} = this.#follow;
    const label = localize.term('privateWith', name);
    const closeLabel = localize.term('close');
    const hasEarlier = history === 'more' || history === 'loading';
    const earlierLabel = history === 'loading' ? loading : localize.term('earlierMessages');
    const latestLabel = missed ? localize.counted('latestCount', missed) : localize.term('latest');
    const readEarlier = () => this.#readEarlier();
    const toLatest = () => this.#toLatest();
    render(
      html`<section class="conversation" aria-label=${label} @keydown=${this.#handleKey}>
        <div class="title-bar">
          <slot class="header" name="header"><bdi class="peer-name">${name}</bdi></slot>
          <button class="close" type="button" title=${closeLabel} aria-label=${closeLabel} @click=${close}>
            ${icon('close')}
          </button>
        </div>
        <div class="list-area">
          <div class="list" part="list" role="log" tabindex="0" aria-label=${label} @scroll=${this.#handleScroll}>
            <button class="earlier" type="button" ?hidden=${!hasEarlier} @click=${readEarlier}>${earlierLabel}</button>
            <p class="empty" ?hidden=${lines.length > 0 || history !== 'complete'}>${noMessages}</p>
            <div class="rows"></div>
          </div>
          <button class="latest" type="button" ?hidden=${following} @click=${toLatest}>${latestLabel}</button>
        </div>
        ${this.#composer.node}
      </section>`,
      container,
    );
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (pressedKey(event) === 'Escape' && !event.defaultPrevented) this.#options.close();
  };

  readonly #handleScroll = (): void => {
    this.#follow.handleScroll(this.#list);
    this.#render();
    if (this.#follow.atStart) this.#readEarlier();
  };

  #createComposer(): Composer {
    const {host, localize, live, sender} = this.#options;
    return new Composer(host, {
      localize,
      live: {
        get value() {
          return live.value && {...live.value, ...NO_SPEAKING_LIMITS};
        },
        now: live.now,
      },
      sender,
      onSending: () => this.#toLatest(),
    });
  }

  #toLatest(): void {
    this.#follow.startFollowing();
    this.#render();
    this.#follow.scrollIfFollowing(this.#list);
  }

  #readEarlier(): void {
    if (this.#content.conversation?.history === 'more') this.#options.run((chats, peer) => chats.loadEarlier(peer));
  }

  #draw(lines: readonly Comment[]): void {
    const {localize} = this.#options;
    clearTimeout(this.#timer);
    const now = this.#options.live.now() / 1_000;
    const recallable = lines.filter(({own, delivery, time}) => own && delivery === 'sent' && now - time < RECALL_MAX_S);
    const timed = lines.filter(({time}, index) => !index || time - lines[index - 1]!.time > TIME_GAP_S);
    this.#recallableKeys = new Set(recallable.map(({key}) => key));
    this.#timedKeys = new Set(timed.map(({key}) => key));
    this.#lines.update(
      lines,
      ({key}) =>
        `${localize.cacheKey} ${this.#timedKeys.has(key)} ${this.#recallableKeys.has(key)} ${this.#media.loaded}`,
    );
    // Updates the view again when the first message can no longer be recalled.
    const [first] = recallable;
    if (!first) return;
    const wait = Math.min(first.time + RECALL_MAX_S - now, RECALL_MAX_S); // The limit applies to times in the future.
    this.#timer = setTimeout(() => this.update(this.#content), wait * 1_000 + 500);
  }
}
