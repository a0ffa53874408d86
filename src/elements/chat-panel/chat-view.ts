import {displayName} from '../../protocol/text/display-name.js';
import type {Quote} from '../../protocol/comment-schema.js';
import {formatComment} from '../../protocol/message-elements.js';
import type {CommentKind, CommentPart, Sender} from '../../protocol/messages.js';
import type {RoomComposer} from '../../session/state/session-events.js';
import type {Comment} from '../../session/state/slices/comments.js';
import {errorText} from '../base/error-text.js';
import {LiveEvent} from '../base/events.js';
import type {LazyHost} from '../base/lazy-module.js';
import type {FollowLatest} from '../message-list/follow-latest.js';
import {StickToBottom} from '../message-list/stick-to-bottom.js';
import {preserveScroll} from '../message-list/preserve-scroll.js';
import {KeyedList} from '../message-list/keyed-list.js';
import {itemsToRender} from '../message-list/progressive-render.js';
import {ExpandableTexts} from '../message-list/expandable-texts.js';
import {pagedListStyles} from '../message-list/paged-list.styles.js';
import type {LocalizeController} from '../base/localize-controller.js';
import type {Live} from '../base/session-controller.js';
import {LazyMedia} from '../media/lazy-media.js';
import {createButton, createElement, createProgressBar} from '../base/dom.js';
import {chatViewStyles} from './chat-view.styles.js';
import type {CommentSender} from './comment-sender.js';
import {JoinNotices} from './join-notices.js';
import {DroppedCommentMarkers, type DroppedCommentMarker} from './dropped-comment-markers.js';
import {createProfileCard} from '../profile-card/open-profile-card.js';
import type {ProfileCard} from '../profile-card/profile-card.js';
import {levelBadge, moderates, roleOf} from '../profile-card/role-badge.js';
import {handleAuthorKey} from './author-focus.js';
import {createAuthor, createBadge, createQuote, createText} from './comment-parts.js';
import {isHiddenByViewer, hiddenContent, loadWordSearch} from '../message-list/hidden-content.js';

export {isHiddenByViewer, hiddenContent, loadWordSearch};
export const styles = [pagedListStyles, chatViewStyles];

/** The only badge that is shown. Others are free text and could imitate "Host". */
const FAN = 'fan';

/**
 * Rows drawn in one task with a message's other work, and rows drawn in a frame of their own. Either takes at most 50
 * ms on a slow phone.
 */
const ROWS_PER_UPDATE = 4;
const ROWS_PER_FRAME = 8;

/** Facts about the room and the viewer that the comments depend on. */
export interface ChatRoomState {
  readonly userId: string | undefined;
  readonly hostId: string | undefined;
  readonly operators: readonly string[];
}

export interface ChatViewOptions {
  /** The element, which has rendered its list. */
  readonly host: LazyHost & HTMLElement;
  readonly localize: LocalizeController;
  readonly live: Live<ChatRoomState>;
  readonly sender: CommentSender;
  /** Decides if the newest comment stays in view. */
  readonly follow: FollowLatest;
  /** The composer that replies are written in; undefined if the viewer cannot write. */
  readonly composer: () => RoomComposer | undefined;
  /** True if the viewer has hidden a quoted comment. */
  readonly isHidden: (quoted: Quote) => boolean;
}

/** Draws the comments of the list, with DOM calls: a busy room adds dozens of comments a second. */
export class ChatView {
  readonly #options: ChatViewOptions;
  readonly #list: HTMLElement;
  readonly #rowNodes: HTMLElement;
  readonly #rows: KeyedList<Comment | DroppedCommentMarker>;
  readonly #droppedMarkers = new DroppedCommentMarkers();
  readonly #media: LazyMedia;
  readonly #texts: ExpandableTexts;
  readonly #stickToBottom: StickToBottom;
  readonly #joinNotices: JoinNotices;
  #card: ProfileCard | undefined;
  /** All items to draw, including those that later frames will add. */
  #items: readonly (Comment | DroppedCommentMarker)[] = [];
  /** Animation frame request that draws the rest; 0 if none is scheduled. */
  #frame = 0;
  #hasHistory = false;
  /** Rows are left for the next frame. */
  #hasMore = false;

  constructor(options: ChatViewOptions) {
    this.#options = options;
    const {host, localize, follow} = options;
    const root = host.renderRoot as ShadowRoot;
    const query = (selector: string) => root.querySelector<HTMLElement>(selector)!;
    const list = (this.#list = query('.list'));
    const rows = (this.#rowNodes = query('.rows'));
    const joinNotice = query('.join-notice');
    const onChange = () => host.requestUpdate();
    this.#rows = new KeyedList(rows, {
      create: (item) => createElement('div', '', 'text' in item ? 'message' : ''),
      fill: (item, node, before) =>
        'text' in item ? this.#fillComment(item, node, before) : this.#fillDroppedMarker(item, node),
    });
    this.#media = new LazyMedia({root, localize, onLoaded: onChange});
    this.#texts = new ExpandableTexts({list, rows, follow, localize, onScrollChange: onChange});
    this.#stickToBottom = new StickToBottom(list, [rows, joinNotice], follow);
    this.#joinNotices = new JoinNotices(joinNotice, localize);
    list.addEventListener('keydown', (event) => handleAuthorKey(event, rows, (author) => this.#selectAuthor(author)));
    rows.addEventListener('pointerover', (event) => this.#showTime(event));
    rows.addEventListener('click', ({target}) => this.#selectAuthor(target as Element));
  }

  /**
   * @param dropped Comments dropped from the list so far. @param hasHistory True if the list contains the room's
   * history.
   */
  update(comments: readonly Comment[], dropped: number, hasHistory: boolean): void {
    const before = this.#items;
    this.#items = this.#droppedMarkers.insertInto(comments, dropped);
    const isInserted = before.some((item, index) => item !== this.#items[index]);
    if (hasHistory && !this.#hasHistory && isInserted && this.#options.follow.following) this.#clear();
    this.#hasHistory = hasHistory;
    this.#stickToBottom.start();
    if (this.#frame) this.#hasMore = true;
    else this.#draw(ROWS_PER_UPDATE);
  }

  /**
   * Removes all rows, because the history inserts comments between them. Redrawn rows do not count as a layout shift.
   */
  #clear(): void {
    this.#rows.update([], () => '');
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** Draws at most `max` new rows; the next frame draws more. */
  #draw(max: number): void {
    const {localize, live, follow} = this.#options;
    const {userId, hostId, operators} = live.value ?? {};
    const version = `${localize.cacheKey} ${userId} ${hostId} ${operators?.join()} ${this.#media.loaded}`;
    const now = itemsToRender(this.#items, (key) => this.#rows.has(key), max);
    const hasHiddenQuote = (item: Comment | DroppedCommentMarker) =>
      'reply' in item && !!item.reply && this.#options.isHidden(item.reply);
    const wasEmpty = !this.#rows.size;
    this.#rows.update(now, (item) => (hasHiddenQuote(item) ? `${version} hidden` : version));
    // Chromium measures layout shifts before the resize observer scrolls, so the first rows are scrolled to the end at
    // once.
    if (wasEmpty) follow.scrollIfFollowing(this.#list);
    this.#hasMore = now.length < this.#items.length;
    this.#frame = requestAnimationFrame(() => this.#drawMore());
  }

  /** Changes the list without moving the row that is read. */
  preserveScroll(change: () => void): void {
    preserveScroll(this.#list, this.#rowNodes, change);
  }

  #drawMore(): void {
    this.#frame = 0;
    if (!this.#hasMore) return;
    const {follow} = this.#options;
    if (!follow.following) return this.preserveScroll(() => this.#draw(ROWS_PER_FRAME));
    this.#draw(ROWS_PER_FRAME);
    follow.scrollIfFollowing(this.#list); // Scrolls before the layout; otherwise the list would be laid out twice.
  }

  /** Shows that a viewer joined. */
  showJoined(from: Sender): void {
    if (isHiddenByViewer('', from)) return;
    this.#joinNotices.add(from.userId, displayName(from));
  }

  /** Ends all timers and frames, because the list left the page. */
  stop(): void {
    this.#joinNotices.stop();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#stickToBottom.stop();
    this.#media.stop();
    this.#card?.close();
  }

  #fillComment(comment: Comment, row: HTMLElement, before?: Comment | DroppedCommentMarker): void {
    const {from, own, delivery, reply, progress} = comment;
    const progressBar = before && row.querySelector('progress');
    // Only the progress changes. A new row would replace the button that the viewer is about to press.
    if (progressBar && delivery === 'pending' && progress !== undefined) {
      progressBar.value = progress;
      return;
    }
    const isToMe = !own && !!reply && reply.userId === this.#options.live.value?.userId;
    row.className = `message ${delivery}${own ? ' own' : ''}${isToMe ? ' reply-to-me' : ''}`;
    const author = createAuthor(displayName(from));
    const textNode = createText(comment.style?.color);
    const toggles = this.#texts.render(textNode, comment.key, comment.parts ?? [comment], (part) => this.#view(part));
    row.replaceChildren(
      ...this.#badges(comment),
      author,
      ': ',
      ...(reply && !this.#options.isHidden(reply) ? [createQuote(reply)] : []),
      textNode,
      ...toggles,
      ...(delivery === 'sent' ? [] : [this.#delivery(comment)]),
    );
  }

  #badges({from, own, question}: Comment): readonly HTMLElement[] {
    const {localize} = this.#options;
    const role = this.#roleOf(from.userId, own);
    const levelText = levelBadge(from.level);
    const level = levelText ? [createBadge('level', levelText)] : [];
    const fan = from.badges.includes(FAN) ? [createBadge(FAN, localize.term('fan'))] : [];
    const mark = question ? [createBadge('question', '?')] : [];
    return [...mark, ...(role ? [createBadge(role, localize.term(role))] : []), ...level, ...fan];
  }

  #roleOf(userId: string, own: boolean): 'host' | 'operator' | 'you' | undefined {
    return roleOf(userId, this.#options.live.value) ?? (own ? 'you' : undefined);
  }

  /** View of a picture, voice message or video, or the name of its kind until the script for media has loaded. */
  #view({kind, media}: CommentPart): Node | string {
    return (media && this.#media.view(media)) ?? this.#options.localize.term(kind as Exclude<CommentKind, 'text'>);
  }

  #fillDroppedMarker({dropped}: DroppedCommentMarker, row: HTMLElement): void {
    row.className = 'dropped-marker';
    row.textContent = this.#options.localize.counted('listDropped', dropped);
  }

  #delivery({delivery, refusal, key, media, progress}: Comment): HTMLElement {
    const {localize, live, sender} = this.#options;
    const node = createElement('span', 'delivery');
    const cancelButton = media
      ? [createButton('delivery-action', () => live.session?.cancelFile(key), localize.term('cancelFile'))]
      : [];
    if (delivery === 'failed') {
      const retryButton = createButton('delivery-action', () => void sender.resend(key), localize.term('tryAgain'));
      const reason = refusal ? errorText(localize.locale, refusal) : '';
      node.append(`${localize.term('notSent')} ${reason} `, retryButton, ...cancelButton);
    } else if (progress === undefined) node.append(localize.term('pending'), ...cancelButton);
    else node.append(createProgressBar(progress, localize.term('pending')), ...cancelButton);
    return node;
  }

  /**
   * Sets the time as the row's title when the pointer enters it. Formatting the time of every comment would cost more
   * than drawing the comments.
   */
  #showTime({target}: PointerEvent): void {
    const row = (target as Element).closest<HTMLElement>('.message');
    const item = row && this.#rows.itemOf(row);
    const {localize, live} = this.#options;
    if (item && 'time' in item) row.title = localize.time(item.time * 1_000, live.now());
  }

  #selectAuthor(target: Element): void {
    const row = target.closest('.author')?.closest('.message');
    const item = row && this.#rows.itemOf(row);
    if (item && 'text' in item) void this.#select(item);
  }

  async #select(comment: Comment): Promise<void> {
    const {host, localize, live, composer} = this.#options;
    const {userId, nick, avatar} = comment.from;
    host.dispatchEvent(new LiveEvent('live-user-select', {user: {userId, nick, avatar}}));
    const role = this.#roleOf(userId, comment.own);
    try {
      const card = await createProfileCard(
        {...comment, text: formatComment(comment, (kind) => localize.term(kind))},
        {
          root: host.renderRoot as ShadowRoot,
          localize,
          roleTerm: role && localize.term(role),
          session: live.session,
          canModerate: moderates(live.value?.userId, userId, live.value),
          composer: composer(),
        },
      );
      if (!host.isConnected) return;
      this.#card?.close();
      this.#card = card;
      card.show();
    } catch {
      // The script did not load: the next press requests it again.
    }
  }
}
