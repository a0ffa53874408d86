/** The public names of the elements. Pages use them: renaming or removing one needs a line in CHANGELOG.md. */

export interface Promised {
  /** Every element has these attributes besides `room`. */
  readonly attributes: readonly string[];
  readonly properties: readonly string[];
  readonly methods: readonly string[];
  readonly events: readonly string[];
  /** The default slot's name is empty. */
  readonly slots: readonly string[];
  readonly parts: readonly string[];
  readonly states: readonly string[];
}

const words = (text: string) => text.split(/\s+/).filter(Boolean);

export const CONTRACT: Readonly<Record<string, Promised>> = {
  'live-room': {
    attributes:
      words(`api-url room-id sdk-app-id user-id user-sig guest manual messages im-server rtc-server stream-url chat-sdk-src rtc-sdk-src
       layout lang without presentation mini-when-hidden offset cart consent`),
    properties: words('credentials session'),
    methods: words('join leave say like give expand minimize close setConsent purchased'),
    events: words('live-status-change live-error live-message live-login-needed live-presentation-change live-track'),
    slots: ['', ...words('stage-overlay stage-actions aside-header below-composer')],
    parts: words('layout stage aside bar bar-button bag sheet dialog mini close'),
    states: words('idle joining joined reconnecting ended failed kicked guest overlay mini'),
  },
  'chat-panel': {
    attributes: words('max placeholder readonly'),
    properties: [],
    methods: words('say scrollToLatest'),
    events: words('live-say live-said live-user-select'),
    slots: words('header empty composer'),
    parts: words('list pinned message author badge text composer input send latest'),
    states: words('empty following muted slow'),
  },
  'private-chat': {
    attributes: words('peer open'),
    properties: [],
    methods: words('show hide'),
    events: words('live-private-say live-private-said'),
    slots: words('header'),
    parts: words('list message composer input send unread'),
    states: words('open unread'),
  },
  'danmaku-layer': {
    attributes: words('lanes speed area opacity font-size max merge paused'),
    properties: words('filter'),
    methods: words('show clear'),
    events: words('live-danmaku-select'),
    slots: ['', ...words('actions settings')],
    parts: words('line line-own line-gift lifted control'),
    states: words('paused crowded'),
  },
  'room-header': {
    attributes: words('without-count compact'),
    properties: [],
    methods: [],
    events: words('live-host-select live-follow'),
    slots: words('actions'),
    parts: words('host avatar title count status notice follow'),
    states: words('live paused ended upcoming'),
  },
  'product-slot': {
    attributes: words('layout'),
    properties: words('product'),
    methods: [],
    events: words('live-product-show live-product-select'),
    slots: ['', 'actions'],
    parts: words('card image title price stock action'),
    states: words('empty sold-out'),
  },
  'product-shelf': {
    attributes: words('layout open'),
    properties: [],
    methods: words('show hide'),
    events: words('live-product-select live-cart-add'),
    slots: words('empty header'),
    parts: words('list item image title price compare-at variant add badge'),
    states: words('open empty'),
  },
  'live-lobby': {
    attributes: [],
    properties: [],
    methods: [],
    events: words('live-remind live-next-select'),
    slots: words('trailer ended'),
    parts: words('countdown title calendar remind next'),
    states: words('upcoming ended'),
  },
  'live-poll': {
    attributes: [],
    properties: [],
    methods: words('vote'),
    events: words('live-poll-open live-poll-vote live-poll-close'),
    slots: [],
    parts: words('question option bar total'),
    states: words('open voted closed'),
  },
  'broadcast-banner': {
    attributes: words('seconds closable'),
    properties: [],
    methods: words('close'),
    events: words('live-broadcast-show live-broadcast-close'),
    slots: words('icon'),
    parts: words('banner text close'),
    states: words('shown'),
  },
  'live-launcher': {
    attributes: words('api-url room-id variant position offset hidden-when'),
    properties: [],
    methods: words('launch'),
    events: words('live-launch live-launcher-close'),
    slots: words('poster'),
    parts: words('card poster badge count countdown close'),
    states: words('live upcoming ended'),
  },
  'live-player': {
    attributes: words('muted controls fit poster src'),
    properties: [],
    methods: words('play pause requestPictureInPicture'),
    events: words(
      `live-play live-pause live-autoplay-blocked live-say live-said live-login-needed live-product-select`,
    ),
    slots: words('poster overlay'),
    parts: words(`video play controls poster control control-pause control-mute control-picture-in-picture
      control-fullscreen volume`),
    states: words('playing waiting blocked off-air has-video'),
  },
  'lottery-card': {
    attributes: [],
    properties: [],
    methods: words('enter'),
    events: words('live-lottery-open live-lottery-draw'),
    slots: [],
    parts: words('card keyword countdown enter winners'),
    states: words('open drawn won'),
  },
  'gift-bar': {
    attributes: words('without-price columns'),
    properties: words('gifts'),
    methods: words('give'),
    events: words('live-gift-give live-gift-given live-gift-failed'),
    slots: words('empty'),
    parts: words('list gift icon name price combo balance quantity'),
    states: words('empty sending'),
  },
  'gift-feed': {
    attributes: words('max without-effects'),
    properties: [],
    methods: [],
    events: words('live-gift-show'),
    slots: [],
    parts: words('banner effect count'),
    states: words('playing'),
  },
  'like-button': {
    attributes: words('without-total'),
    properties: [],
    methods: words('like'),
    events: words('live-like'),
    slots: words('icon'),
    parts: words('button total burst'),
    states: words('idle'),
  },
};

/** Names of the contract that no element has yet. */
export const LATER: Readonly<Record<string, readonly string[]>> = {};
