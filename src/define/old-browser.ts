/**
 * Shows the viewer of a browser that is too old why there is no live room, and fires `live-error` for the page. The entry scripts
 * contain this module, so it uses only APIs of Chromium 63.
 */
import {unsupportedBrowser as en} from '../locales/en.js';
import {unsupportedBrowser as zh} from '../locales/zh-cn.js';

/** Marks rooms that already show the sentence: a page may have several entry scripts. */
const SHOWN = Symbol.for('live-room/too-old');

/** Shows the sentence in each room of the page, including rooms added later, which remain undefined elements. */
export function refuseOldBrowser(prefix: string | undefined): void {
  const rooms = document.getElementsByTagName(prefix ? `${prefix}-live-room` : 'live-room');
  const showInAll = () => {
    for (const room of rooms) showIn(room);
  };
  showInAll();
  new MutationObserver(showInAll).observe(document, {childList: true, subtree: true});
}

function showIn(room: Element & {[SHOWN]?: boolean}): void {
  if (room[SHOWN]) return;
  room[SHOWN] = true;
  const lang = room.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  const sentence = document.createElement('p');
  // In English or Chinese only: an entry script has 1,500 bytes.
  sentence.textContent = /^zh\b/i.test(lang) ? zh : en;
  if (!room.childElementCount) room.textContent = '';
  room.insertBefore(sentence, room.firstChild);
  const error = {code: 'UNSUPPORTED_BROWSER', message: sentence.textContent, retryable: false};
  room.dispatchEvent(new CustomEvent('live-error', {bubbles: true, composed: true, detail: {error}}));
}
