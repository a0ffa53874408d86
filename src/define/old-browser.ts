/**
 * Tells the viewer of a browser below the floor why there is no live room, and the page by `live-error`. The entry scripts
 * carry it, so it uses only what Chromium 63 knows.
 */

/** As in the locales, which are too large for the entry scripts. */
const TOO_OLD = {
  en: 'This browser is too old for live rooms. Please update it.',
  zh: '浏览器版本过低，无法观看直播，请升级。',
};

/** Several entry scripts on a page tell each room once. */
const TOLD = Symbol.for('live-room/too-old');

/** Tells it in each room of the page, also in those that come later: their tag is never defined. */
export function refuseOldBrowser(prefix: string | undefined): void {
  const rooms = document.getElementsByTagName(prefix ? `${prefix}-live-room` : 'live-room');
  const tellAll = () => {
    for (const room of rooms) tell(room);
  };
  tellAll();
  new MutationObserver(tellAll).observe(document, {childList: true, subtree: true});
}

function tell(room: Element & {[TOLD]?: boolean}): void {
  if (room[TOLD]) return;
  room[TOLD] = true;
  const lang = room.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  const sentence = document.createElement('p');
  sentence.textContent = TOO_OLD[/^zh\b/i.test(lang) ? 'zh' : 'en'];
  if (!room.childElementCount) room.textContent = '';
  room.insertBefore(sentence, room.firstChild);
  const error = {code: 'UNSUPPORTED_BROWSER', message: sentence.textContent, retryable: false};
  room.dispatchEvent(new CustomEvent('live-error', {bubbles: true, composed: true, detail: {error}}));
}
