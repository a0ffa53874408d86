/**
 * The only file with private classes of elements, for nodes that no part, role or label identifies.
 * Tests use the names below, so that a renamed class changes only this file.
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
  showMoreButton: '.show-more',
  resendButton: '.delivery-action',
  droppedMarker: '.dropped-marker',
  earlierButton: '.earlier',
  joinNotice: '.join-notice',
  listArea: '.list-area',
  droppedNotice: '.dropped-notice',
  replyToViewer: '.reply-to-me',
  announcement: '.visually-hidden',
  // The composer and its tools
  composerHint: '.hint',
  composerTools: '.tools',
  moreTools: '.tool.more',
  emojiTool: '.tool.emoji',
  styleTool: '.tool.style',
  questionTool: '.tool.question',
  recordTool: '.tool.record',
  toolPanel: '.panel',
  toolPanelButton: '.panel button',
  emojiSearch: '.search',
  emoji: '.choice',
  emojiGroup: '.tab',
  colorSwatch: '.swatch',
  styleMode: '.mode',
  mentionOption: '.mention',
  replyTarget: '.reply-bar',
  shownReplyTarget: '.reply-bar:not([hidden])',
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
  reportResponse: '.report .status',
  moderationResponse: '.moderation-status',
  moderation: '.moderation',
  moderationButton: '.moderation button',
  // The danmaku layer
  stage: '.stage',
  line: '.line',
  lineOrBelt: '.line, .belt',
  linePicture: '.picture',
  heldLine: '.held-line',
  heldLineButton: '.held-line button',
  heldLineCopy: '.held-line:not([hidden]) .copy',
  pauseButton: '.control',
  wordInput: '.word',
  removeWordButton: '.chip button',
  // One-to-one conversations
  bubble: '.bubble',
  bubblePicture: '.bubble img',
  sentRow: '.row.sent',
  messageState: '.state',
  messageTime: '.time',
  conversationContainer: '.conversation-container',
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
  videoBackdrop: '.backdrop',
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
