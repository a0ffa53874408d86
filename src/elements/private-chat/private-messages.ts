import {displayName} from '../../protocol/text/display-name.js';
import type {CommentKind, CommentPart, Sender} from '../../protocol/messages.js';
import type {PrivateChats} from '../../session/private-chats/private-chats.js';
import type {Comment} from '../../session/state/slices/comments.js';
import {createButton, createElement, createProgressBar} from '../base/dom.js';
import {errorText} from '../base/error-text.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {LazyMedia} from '../media/lazy-media.js';
import type {ExpandableTexts} from '../message-list/expandable-texts.js';

export type ChatAction = (chats: PrivateChats, peer: string) => Promise<unknown> | undefined;

export interface PrivateMessagesOptions {
  readonly localize: LocalizeController;
  /** Unix milliseconds by the service's clock. */
  readonly now: () => number;
  readonly media: LazyMedia;
  readonly texts: ExpandableTexts;
  /** The other person; undefined until the conversation is loaded. */
  readonly peer: () => {readonly userId: string; readonly nick: string} | undefined;
  /** Runs an action and reports its error. */
  readonly run: (action: ChatAction) => void;
}

export interface PrivateMessageParts {
  /** True if the row shows the message's time above it. */
  readonly showsTime: boolean;
  /** True if the viewer can still recall the message. */
  readonly isRecallable: boolean;
}

/**
 * Draws the rows of a private conversation: time, bubble, and the delivery state of the viewer's own messages. It uses DOM calls,
 * because it shares the texts and media of the chat's lines, which are nodes.
 */
export class PrivateMessages {
  readonly #options: PrivateMessagesOptions;

  constructor(options: PrivateMessagesOptions) {
    this.#options = options;
  }

  /** @param previous The message that the row showed before, if only the message has changed. */
  fill(row: HTMLElement, message: Comment, parts: PrivateMessageParts, previous?: Comment): void {
    const progressBar = previous && row.querySelector('progress');
    // Only the progress changes. A new row would replace the button that the viewer is about to press.
    if (progressBar && message.delivery === 'pending' && message.progress !== undefined) {
      progressBar.value = message.progress;
      return;
    }
    row.className = `row ${message.own ? 'own' : 'theirs'} ${message.delivery}`;
    const {localize, now} = this.#options;
    const sentAt = localize.time(message.time * 1_000, now());
    row.replaceChildren(
      ...(parts.showsTime ? [createTime(message.time, sentAt)] : []),
      this.#createBubble(message, sentAt),
      ...(message.own ? [this.#createDeliveryState(message, parts.isRecallable)] : []),
    );
  }

  #createBubble(message: Comment, sentAt: string): HTMLElement {
    const {localize, texts} = this.#options;
    const bubble = createElement('div', 'bubble');
    bubble.dir = 'auto';
    bubble.title = sentAt;
    // The author's name is for screen readers. The side of the bubble shows it to others.
    const author = createElement('span', 'visually-hidden');
    author.textContent = `${message.own ? localize.term('you') : this.#nameOf(message.from)}: `;
    const textNode = createElement('span', 'message-text');
    const toggles = texts.render(textNode, message.key, message.parts ?? [message], (part) => this.#viewOf(part));
    bubble.append(author, textNode, ...toggles);
    return bubble;
  }

  /** Name of the author. The other person has the same name as in the header. */
  #nameOf(from: Sender): string {
    const peer = this.#options.peer();
    return displayName(peer?.userId === from.userId && peer.nick ? peer : from);
  }

  /** View of a picture, voice message or video, or the name of its kind until the script for media has loaded. */
  #viewOf({kind, media}: CommentPart): Node | string {
    const {localize} = this.#options;
    return (media && this.#options.media.view(media)) ?? localize.term(kind as Exclude<CommentKind, 'text'>);
  }

  #createDeliveryState(message: Comment, isRecallable: boolean): HTMLElement {
    const {run, localize} = this.#options;
    const {delivery, refusal, readByPeer, key, media, progress} = message;
    const {recall: recallTerm, sent, read: seen} = localize.locale.privateChat;
    const node = createElement('div', 'state');
    const action = (label: string, act: ChatAction) => createButton('delivery-action', () => run(act), label);
    const createCancelButton = () =>
      action(localize.term('cancelFile'), (chats, peer) => {
        chats.cancel(peer, key);
        return undefined;
      });
    if (delivery === 'pending') {
      const pending = localize.term('pending');
      node.append(
        progress === undefined ? pending : createProgressBar(progress, pending),
        ...(media ? [createCancelButton()] : []),
      );
    } else if (delivery === 'failed') {
      const retryButton = action(localize.term('tryAgain'), (chats, peer) => chats.resend(peer, key));
      const reason = refusal ? errorText(localize.locale, refusal) : '';
      node.append(`${localize.term('notSent')} ${reason} `, retryButton, createCancelButton());
    } else {
      if (isRecallable) node.append(action(recallTerm, (chats, peer) => chats.recall(peer, key)));
      node.append(readByPeer ? seen : sent);
    }
    return node;
  }
}

/** @param formatted Empty for a time outside the range of `Date`. */
function createTime(unixSeconds: number, formatted: string): HTMLElement {
  const node = createElement('time', 'time');
  if (formatted) node.dateTime = new Date(unixSeconds * 1_000).toISOString();
  node.textContent = formatted;
  return node;
}
