/**
 * The only place that knows private classes of elements: for things that no part, role or label identifies.
 * Tests look them up by the names below; a class that is renamed changes here alone.
 */
const SELECTORS = {
  // Comments in the chat panel
  mediaButton: '.text button',
  pictureInText: '.text img',
  commentText: '.text',
  quote: '.quote',
  messageQuote: '.message .quote',
  quoteOrVoice: '.quote, .voice',
  voiceMessage: '.voice',
  voiceBar: '.voice .bar',
  playedPart: '.played',
  showMoreButton: '.unfold',
  resendButton: '.again',
  dropMarker: '.gap',
  earlierButton: '.earlier',
  joinNotice: '.arrivals',
  reading: '.reading',
  busyHint: '.busy',
  mentionOfViewer: '.to-me',
  announcement: '.aloud',
  // The composer and its tools
  composerHint: '.hint',
  composerTools: '.tools',
  moreTools: '.tool.more',
  emojiTool: '.tool.emoji',
  styleTool: '.tool.style',
  recordTool: '.tool.record',
  toolPanel: '.panel',
  toolPanelButton: '.panel button',
  emojiSearch: '.search',
  emoji: '.choice',
  emojiGroup: '.tab',
  colorSwatch: '.swatch',
  styleMode: '.mode',
  mentionOption: '.mention',
  replyTarget: '.answered',
  shownReplyTarget: '.answered:not([hidden])',
  attachedFile: '.attached li',
  sendFilesButton: '.send-files',
  removeFileButton: '.remove',
  pasteQuestion: '.question',
  recordingBar: '.recording',
  recordingClock: '.recording .clock',
  recordingHint: '.recording .recording-hint',
  // The profile card
  openProfileCard: 'dialog.person[open]',
  profileFacts: '.facts',
  reportResponse: '.answer',
  moderationResponse: '.ordered',
  moderation: '.order',
  moderationButton: '.order button',
  // The danmaku layer
  stage: '.stage',
  line: '.line',
  lineOrBelt: '.line, .belt',
  linePicture: '.picture',
  heldLine: '.lift',
  heldLineButton: '.lift button',
  heldLineCopy: '.lift:not([hidden]) .copy',
  pauseButton: '.toggle',
  wordInput: '.word',
  removeWordButton: '.chip button',
  // One-to-one conversations
  bubble: '.bubble',
  bubblePicture: '.bubble img',
  sentRow: '.row.sent',
  messageState: '.state',
  messageTime: '.when',
  placeholder: '.place',
  messageList: '.list',
  opener: '.opener',
  textInput: 'textarea',
  // Other elements
  connectionStatus: '.connection-status',
  retryButton: '.retry',
  actionBar: '.bar',
  backdrop: '.backdrop',
  shownBanner: '.banner:not([hidden])',
  missingIcon: '.icon.placeholder',
  face: '.avatar',
  bannerNames: '.names',
  noticeMoreButton: '.more',
  followRefusal: '.error',
  closeButton: '.close',
  playerMessage: '.message',
} as const;

export type PrivateName = keyof typeof SELECTORS;

/** The first match in an element's shadow tree, or below an element that has none. */
export function findPrivate<E extends Element = HTMLElement>(root: ParentNode, name: PrivateName): E | null {
  return treeOf(root).querySelector<E>(SELECTORS[name]);
}

export function findAllPrivate<E extends Element = HTMLElement>(root: ParentNode, name: PrivateName): E[] {
  return [...treeOf(root).querySelectorAll<E>(SELECTORS[name])];
}

const treeOf = (root: ParentNode) => (root instanceof Element && root.shadowRoot) || root;
