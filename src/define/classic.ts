/**
 * For pages that can only paste a classic script: loads the module beside this file, with this file's own query. Every
 * browser that knows `import()` can read it. Where the module cannot run, each room says so instead.
 */
import {isSupported} from '../session/support.js';

/** As in the locales, which are too large to be read first. */
const TOO_OLD = {
  en: 'This browser is too old for live rooms. Please update it.',
  zh: '浏览器版本过低，无法观看直播，请升级。',
};

const script = document.currentScript as HTMLScriptElement | null;

if (script?.src) {
  const {search, searchParams} = new URL(script.src);
  const prefix = searchParams.get('prefix');
  const refuseAll = () => {
    for (const room of document.getElementsByTagName(prefix ? `${prefix}-live-room` : 'live-room')) sayTooOld(room);
  };
  const refuse = () => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', refuseAll);
    else refuseAll();
  };
  if (isSupported()) {
    // A module's own script element fires `error` when it cannot be loaded; so does this one. MooTools replaces `Event`.
    import(new URL(`./live-room.js${search}`, script.src).href).catch((reason: unknown) => {
      if (reason instanceof SyntaxError) refuse();
      script.dispatchEvent(new UIEvent('error'));
    });
  } else refuse();
}

function sayTooOld(room: Element): void {
  const lang = room.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  const sentence = document.createElement('p');
  sentence.textContent = TOO_OLD[/^zh\b/i.test(lang) ? 'zh' : 'en'];
  if (!room.childElementCount) room.textContent = '';
  room.insertBefore(sentence, room.firstChild);
  const error = {code: 'UNSUPPORTED_BROWSER', message: sentence.textContent, retryable: false};
  room.dispatchEvent(new CustomEvent('live-error', {bubbles: true, composed: true, detail: {error}}));
}
