/** @jsxImportSource solid-js */
/** Compiled, never run: the tags in Solid. */
import '../../../src/frameworks/solid.js';

export const room = () => (
  <live-room
    api-url="/api"
    room-id="demo"
    class="room"
    prop:credentials={() => Promise.resolve({sdkAppId: 1, userId: 'mei', userSig: 'x'})}
    on:live-error={(event) => console.log(event.detail.error.code)}
  />
);

// @ts-expect-error -- no such layout
export const wrongValue = <live-room layout="wide" />;
