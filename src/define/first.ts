import {loadSdk} from '../session/load-sdk.js';

// Evaluating this script takes tens of milliseconds, in which the SDK can travel: a room on the page will want it.
// A failure is met where the room asks again.
if (document.querySelector('[room-id]:not([manual])')) loadSdk().catch(() => undefined);
