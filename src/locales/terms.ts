/** Terms of pictures, voice and video in a list of messages. */
export interface MediaTerms {
  readonly openPicture: string;
  /** `seconds` is 0, and `count` empty, while the length is unknown. */
  readonly playVoice: (count: string, seconds: number) => string;
  readonly pauseVoice: string;
  readonly playVideo: (count: string, seconds: number) => string;
  readonly broken: string;
}

/** Terms of the composer's tools. */
export interface ComposerTerms {
  readonly more: string;
  readonly emoji: string;
  readonly findEmoji: string;
  /** Names of the emoji groups: the recent ones, then Unicode's nine. */
  readonly emojiGroups: readonly [string, string, string, string, string, string, string, string, string, string];
  readonly mention: string;
  readonly replyingTo: (nick: string) => string;
  readonly cancelReply: string;

  readonly attach: string;
  readonly wrongFile: string;
  readonly fileTooLarge: string;
  readonly videoTooLong: string;
  /** A picture with several frames is over 8 MB. */
  readonly animationTooLarge: string;
  /** A picture with several frames has a format that cannot be sent. */
  readonly animationUnsupported: string;
  readonly tooManyFiles: (count: string, max: number) => string;
  readonly noFolders: string;
  /** Question before pasted or dropped files are sent. */
  readonly sendQuestion: (count: string, n: number) => string;
  readonly sendFiles: string;
  readonly removeFile: (nth: string) => string;
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
  /** No colour, then red, orange, yellow, green, cyan, blue and pink. */
  readonly colors: readonly [string, string, string, string, string, string, string, string];
  readonly mode: string;
  readonly modes: Readonly<Record<'scroll' | 'top' | 'bottom', string>>;
}

/** Terms of a viewer's card. */
export interface ProfileCardTerms {
  readonly title: (nick: string) => string;
  readonly level: (level: string) => string;
  readonly reply: string;
  readonly mention: string;
  readonly hide: string;
  readonly unhide: string;
  readonly report: string;
  readonly reasonLabel: string;
  /** Spam, insults, sexual content, fraud, other. */
  readonly reasons: readonly [string, string, string, string, string];
  readonly send: string;
  readonly reported: string;
  readonly notReported: string;
  /** Button that leads to the moderation of the line's author. */
  readonly moderate: string;
  readonly deleteLine: string;
  readonly disableSpeaking: string;
  readonly ban: string;
  readonly confirmBan: string;
  readonly moderationDone: string;
  readonly moderationFailed: string;
}

/** Terms of a private chat. */
export interface PrivateChatTerms {
  readonly noMessages: string;
  readonly loading: string;
  readonly recall: string;
  readonly sent: string;
  readonly read: string;
}

/** Terms of the danmaku settings. */
export interface DanmakuSettingsTerms {
  readonly title: string;
  readonly showLines: string;
  readonly size: string;
  readonly speed: string;
  readonly area: string;
  readonly opacity: string;
  readonly lineDensity: string;
  readonly merge: string;
  readonly hiddenWords: string;
  readonly addWord: string;
  readonly add: string;
  readonly remove: (item: string) => string;
  readonly hiddenPeople: string;
  readonly reset: string;
}

/** Sentences by `LiveError.code`. */
export interface ErrorTerms {
  readonly NOT_JOINED: string;
  readonly JOIN_FAILED: string;
  readonly ROOM_NOT_FOUND: string;
  readonly ROOM_ENDED: string;
  readonly SIGNATURE_INVALID: string;
  readonly SIGNATURE_EXPIRED: string;
  readonly KICKED_OUT: string;
  readonly BANNED: string;
  readonly MUTED: string;
  readonly TOO_FAST: string;
  readonly TOO_LONG: string;
  readonly REFUSED: string;
  readonly INSUFFICIENT_BALANCE: string;
  readonly LOGIN_NEEDED: string;
  readonly CONNECTION_LOST: string;
  readonly BACKEND_UNAVAILABLE: string;
  readonly UNSUPPORTED_BROWSER: string;
  readonly MEDIA_FAILED: string;
  readonly BAD_CONFIG: string;
}
