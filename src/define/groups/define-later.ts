import {LiveLauncher} from '../../elements/live-launcher/live-launcher.js';
import {LiveLobby} from '../../elements/live-lobby/live-lobby.js';
import {LivePoll} from '../../elements/live-poll/live-poll.js';
import {LotteryCard} from '../../elements/lottery-card/lottery-card.js';
import {PrivateChat} from '../../elements/private-chat/private-chat.js';
import {ProductShelf} from '../../elements/product-shelf/product-shelf.js';

const elements = [PrivateChat, LiveLauncher, ProductShelf, LiveLobby, LivePoll, LotteryCard];

/** Defines the elements that no room needs for its first frame. Their script loads after the core. */
export function defineLater(prefix?: string): void {
  for (const element of elements) element.define(prefix ? `${prefix}-${element.tag}` : element.tag);
}
