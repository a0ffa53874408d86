/** Terms of pictures, voice and video in the chat. They load with the chunk that shows them. */
export interface MediaWords {
  readonly openPicture: string;
  readonly close: string;
  readonly playVoice: (seconds: number) => string;
  readonly pauseVoice: string;
  readonly playFilm: (seconds: number) => string;
  readonly broken: string;
}

const en: MediaWords = {
  openPicture: 'Open the picture',
  close: 'Close',
  playVoice: (seconds) => `Play the voice message${seconds ? `, ${seconds} s` : ''}`,
  pauseVoice: 'Pause the voice message',
  playFilm: (seconds) => `Play the video${seconds ? `, ${seconds} s` : ''}`,
  broken: 'It cannot be shown.',
};

const zhCN: MediaWords = {
  openPicture: '查看图片',
  close: '关闭',
  playVoice: (seconds) => `播放语音${seconds ? `，${seconds} 秒` : ''}`,
  pauseVoice: '暂停语音',
  playFilm: (seconds) => `播放视频${seconds ? `，${seconds} 秒` : ''}`,
  broken: '无法显示',
};

export function mediaWords(lang: string): MediaWords {
  return /^zh\b/i.test(lang) ? zhCN : en;
}
