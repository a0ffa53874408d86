import type {CommerceTerms} from './commerce/commerce-terms.js';
import type {
  ComposerTerms,
  DanmakuSettingsTerms,
  ErrorTerms,
  MediaTerms,
  PrivateChatTerms,
  ProfileCardTerms,
} from './terms.js';

/** Every term that the elements show or read aloud, in one language. The type requires all of them. */
export interface Locale {
  /** Direction in which the language is written. */
  readonly dir: 'ltr' | 'rtl';

  // Chat
  readonly chat: string;
  readonly commentPlaceholder: string;
  readonly commentLabel: string;
  readonly send: string;
  readonly noComments: string;
  /** Button that scrolls to the newest message. */
  readonly latest: string;
  /** The same button while newer messages are out of view. In all terms, `count` is `n` as formatted text. */
  readonly latestCount: (count: string, n: number) => string;
  readonly newMessages: (count: string, n: number) => string;
  readonly pending: string;
  readonly notSent: string;
  readonly tryAgain: string;
  readonly host: string;
  readonly operator: string;
  readonly you: string;
  readonly fan: string;
  readonly face: string;
  readonly image: string;
  readonly sound: string;
  readonly video: string;
  readonly file: string;
  readonly location: string;
  /** Messages forwarded together; Tencent Chat calls them a merger message. */
  readonly merger: string;
  readonly speakingDisabled: string;
  readonly speakingDisabledUntil: (until: string, reason: string) => string;
  readonly slowMode: (count: string, seconds: number) => string;
  readonly earlierMessages: string;
  /** Messages that the list dropped. */
  readonly listDropped: (count: string, n: number) => string;
  readonly cancelFile: string;
  /** Join notice. `n` others joined together with `name`. */
  readonly joined: (name: string, count: string, n: number) => string;
  readonly showMore: string;
  readonly showLess: string;
  readonly media: MediaTerms;
  readonly composer: ComposerTerms;
  readonly profileCard: ProfileCardTerms;

  /** Sentences by error code. */
  readonly errors: ErrorTerms;

  // Room
  readonly joining: string;
  readonly reconnecting: string;
  readonly idle: string;
  readonly left: string;
  readonly useHere: string;

  // Header
  readonly watching: (count: string, n: number) => string;
  readonly live: string;
  readonly upcoming: string;
  readonly paused: string;
  readonly ended: string;
  readonly follow: string;
  readonly following: string;

  // Product
  readonly buy: string;
  readonly view: string;
  readonly stock: (count: string, n: number) => string;
  readonly soldOut: string;

  // Broadcasts: by their level, unless it is the ordinary one
  readonly warning: string;
  readonly urgent: string;
  readonly close: string;

  // Lottery
  readonly luckyDraw: string;
  readonly commentKeyword: string;
  readonly enterLottery: string;
  readonly lotteryEntered: string;
  readonly drawing: string;
  readonly winners: string;
  readonly youWon: string;
  readonly noEntries: string;
  readonly verifyDraw: string;

  // Private chat
  readonly privateWith: (nick: string) => string;
  readonly unread: (count: string, n: number) => string;
  readonly service: string;
  readonly privateChat: PrivateChatTerms;

  // Likes and gifts
  readonly like: (count: string, n: number) => string;
  readonly gifts: string;
  readonly quantity: string;
  readonly coins: (count: string, n: number) => string;
  readonly balance: (coins: string) => string;
  readonly sentGift: (name: string) => string;
  readonly giftGiven: (nick: string, count: string, name: string) => string;
  readonly giftsGiven: (count: string, n: number) => string;

  // Player
  readonly liveVideo: string;
  readonly play: string;
  readonly pause: string;
  readonly muteSound: string;
  readonly unmuteSound: string;
  readonly volume: string;
  readonly fullScreen: string;
  readonly exitFullScreen: string;
  readonly pictureInPicture: string;
  readonly tapForSound: string;
  readonly soundOnly: string;
  readonly hostAway: string;
  readonly hostPaused: string;
  readonly notStarted: string;
  readonly showEnded: string;
  readonly backupStream: string;

  // Danmaku
  readonly pauseDanmaku: string;
  readonly resumeDanmaku: string;
  readonly hideSender: (nick: string) => string;
  /** Comments that found no free danmaku lane. */
  readonly danmakuDropped: (count: string, n: number) => string;
  readonly danmakuSettings: DanmakuSettingsTerms;

  /** Terms of shelf, cart, lobby and poll that a page changes. The built-in terms load with these elements. */
  readonly commerce?: Partial<CommerceTerms> | undefined;
}
