/** What a composer's tools need only once they are used, each in a chunk of its own. */
export const loadAttach = () => import('./attach.js');
export const loadRecorder = () => import('./recorder.js');
export const loadEmoji = () => import('./emoji-panel.js');
