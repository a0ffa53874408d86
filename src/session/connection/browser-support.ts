import {LiveError} from '../../protocol/errors.js';

/** False in browsers older than Chromium 94, Safari 16.4 or Firefox 115. Detected by missing features. */
export function isBrowserSupported(): boolean {
  return 'hasOwn' in Object && 'adoptedStyleSheets' in document && 'attachInternals' in HTMLElement.prototype;
}

export function requireBrowserSupport(): void {
  if (typeof document === 'undefined') return; // Node: a session there has its own driver.
  if (!isBrowserSupported())
    throw new LiveError('UNSUPPORTED_BROWSER', 'this browser is older than Chromium 94, Safari 16.4 or Firefox 115');
}

/** True if the browser has WebRTC, which TRTC needs. Debian's WebKitGTK and locked-down WebViews do not have it. */
export function hasWebRtc(): boolean {
  return 'RTCPeerConnection' in globalThis;
}
