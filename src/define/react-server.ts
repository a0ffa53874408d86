/** Replaces `define` in React's server components, which run on the server only: elements are defined in the browser. */
console.warn(
  '[live-room] a server component imported live-room-elements/define, which has no effect there. Import it in a client' +
    " component ('use client'), or use live-room-elements/react.",
);

export type * from '../index.js';
