/** Terms of the composer's tools. They load with the chunk that shows the tools. */
export interface ComposingWords {
  readonly more: string;
  readonly emoji: string;
  readonly findEmoji: string;
  /** Of the groups of emoji: those taken last, and Unicode's nine. */
  readonly emojiGroups: readonly string[];
  readonly mention: string;
  readonly replyingTo: (nick: string) => string;
  readonly cancelReply: string;

  readonly attach: string;
  readonly wrongFile: string;
  readonly fileTooLarge: string;
  readonly filmTooLong: string;
  /** Of a picture with several frames: over 8 MB, and of a format that cannot be sent. */
  readonly movingTooLarge: string;
  readonly movingUnsupported: string;
  readonly tooManyFiles: (max: number) => string;
  readonly noFolders: string;
  /** Asked of what was pasted or dropped, before it is sent. */
  readonly sendQuestion: (count: number) => string;
  readonly sendFiles: string;
  readonly removeFile: (nth: number) => string;
  readonly notSent: string;

  readonly voice: string;
  readonly recording: string;
  readonly slideToCancel: string;
  readonly letGoToCancel: string;
  readonly cancel: string;
  readonly sendVoice: string;
  readonly noRecording: string;
  readonly insecurePage: string;
  readonly noMicrophone: string;
  readonly microphoneDenied: string;
  readonly tooShort: string;

  readonly style: string;
  readonly color: string;
  /** The first is none. */
  readonly colors: readonly string[];
  readonly mode: string;
  readonly modes: Readonly<Record<'scroll' | 'top' | 'bottom', string>>;
}

const en: ComposingWords = {
  more: 'More',
  emoji: 'Emoji',
  findEmoji: 'Find an emoji',
  emojiGroups: [
    'Recent',
    'Smileys',
    'People',
    'Animals and nature',
    'Food and drink',
    'Travel and places',
    'Activities',
    'Objects',
    'Symbols',
    'Flags',
  ],
  mention: 'People to mention',
  replyingTo: (nick) => `Answering ${nick}:`,
  cancelReply: 'Do not answer',

  attach: 'Send a picture or a short video',
  wrongFile: 'This is no picture (PNG, JPEG, WebP, GIF) and no video (MP4, WebM) that can be sent.',
  fileTooLarge: 'This file is too large.',
  filmTooLong: 'A video has at most 60 seconds.',
  movingTooLarge: 'A moving picture has at most 8 MB.',
  movingUnsupported: 'A moving picture can be sent as GIF, WebP or PNG, not as AVIF or HEIC.',
  tooManyFiles: (max) => `At most ${max} files at once: the others were left out.`,
  noFolders: 'A folder cannot be sent.',
  sendQuestion: (count) => (count > 1 ? `Send these ${count} files?` : 'Send this file?'),
  sendFiles: 'Send files',
  removeFile: (nth) => `Remove file ${nth}`,
  notSent: 'It could not be sent. Please try again.',

  voice: 'Voice message: hold to record, or press',
  recording: 'Recording',
  slideToCancel: 'Let go to send, slide away to cancel',
  letGoToCancel: 'Let go to cancel',
  cancel: 'Cancel',
  sendVoice: 'Send',
  noRecording: 'This browser cannot record here.',
  insecurePage: 'A page without https cannot record.',
  noMicrophone: 'No microphone was found.',
  microphoneDenied: 'The microphone may not be used. Allow it in the browser to record.',
  tooShort: 'This was too short: hold the button while you speak.',

  style: 'How your comments fly',
  color: 'Colour',
  colors: ['None', 'Red', 'Orange', 'Yellow', 'Green', 'Cyan', 'Blue', 'Pink'],
  mode: 'Where',
  modes: {scroll: 'Across', top: 'Top', bottom: 'Bottom'},
};

const zhCN: ComposingWords = {
  more: '更多',
  emoji: '表情',
  findEmoji: '搜索表情',
  emojiGroups: ['最近使用', '笑脸', '人物', '动物与自然', '食物', '旅行', '活动', '物品', '符号', '旗帜'],
  mention: '可以提到的人',
  replyingTo: (nick) => `回复 ${nick}：`,
  cancelReply: '取消回复',

  attach: '发送图片或短视频',
  wrongFile: '只能发送图片（PNG、JPEG、WebP、GIF）或视频（MP4、WebM）。',
  fileTooLarge: '文件太大。',
  filmTooLong: '视频最长 60 秒。',
  movingTooLarge: '动图最大 8 MB。',
  movingUnsupported: '动图只能以 GIF、WebP 或 PNG 发送，不支持 AVIF 和 HEIC。',
  tooManyFiles: (max) => `一次最多 ${max} 个文件，其余未添加。`,
  noFolders: '不能发送文件夹。',
  sendQuestion: (count) => (count > 1 ? `发送这 ${count} 个文件？` : '发送这个文件？'),
  sendFiles: '发送文件',
  removeFile: (nth) => `移除第 ${nth} 个文件`,
  notSent: '发送失败，请重试。',

  voice: '语音：按住说话，或点按',
  recording: '正在录音',
  slideToCancel: '松开发送，滑开取消',
  letGoToCancel: '松开取消',
  cancel: '取消',
  sendVoice: '发送',
  noRecording: '此浏览器无法录音。',
  insecurePage: '非 https 页面无法录音。',
  noMicrophone: '未找到麦克风。',
  microphoneDenied: '麦克风未获许可，请在浏览器中允许。',
  tooShort: '太短了：请按住按钮说话。',

  style: '弹幕样式',
  color: '颜色',
  colors: ['无', '红', '橙', '黄', '绿', '青', '蓝', '粉'],
  mode: '位置',
  modes: {scroll: '滚动', top: '顶部', bottom: '底部'},
};

export function composingWords(lang: string): ComposingWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
