import {LiveError} from '../protocol/errors.js';

/** False in browsers below the floor (Chromium 94, Safari 16.4, Firefox 115), by what they lack. */
export function isSupported(): boolean {
  return 'hasOwn' in Object && 'adoptedStyleSheets' in document && 'attachInternals' in HTMLElement.prototype;
}

export function requireSupport(): void {
  if (typeof document === 'undefined') return; // Under Node a session runs on a driver of its own.
  if (!isSupported()) throw new LiveError('UNSUPPORTED_BROWSER', 'below Chromium 94, Safari 16.4, Firefox 115');
}

/** True if the browser has WebRTC, without which TRTC cannot play. Debian's WebKitGTK has none; so do locked-down WebViews. */
export function hasWebRtc(): boolean {
  return 'RTCPeerConnection' in globalThis;
}
