import library from 'text:comment-core-library/dist/CommentCoreLibrary.js';

/** CommentCoreLibrary: a classic script with global names. */
export default function ccl(stage, {crossingMs, fontSize}, shown) {
  document.head.append(Object.assign(document.createElement('script'), {textContent: library}));
  const style = document.createElement('style');
  style.textContent =
    '#stage .cmt { position: absolute; left: 0; top: 0; white-space: pre; will-change: transform; line-height: 30px }';
  document.head.append(style);
  const manager = new globalThis.CommentManager(stage);
  manager.init('css');
  manager.options.global.className = 'cmt';
  manager.addEventListener('enterComment', () => shown(undefined));
  manager.start();
  const look = {size: fontSize, color: 0xffffff, shadow: true, font: ''};
  return {push: ({text}) => manager.send({mode: 1, text, dur: crossingMs, stime: 0, ...look})};
}
