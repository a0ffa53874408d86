/** @jsxImportSource react */
/** Compiled, never run: tags and components in React. */
import {useRef} from 'react';
import {GiftBar, LikeButton, LiveRoom} from '../../../src/frameworks/react.js';
import type {LiveRoom as LiveRoomElement} from '../../../src/index.js';

const credentials = () => Promise.resolve({sdkAppId: 1, userId: 'mei', userSig: 'x'});

export function Tags() {
  return (
    <live-room
      api-url="/api"
      room-id="demo"
      guest
      sdk-app-id="7"
      credentials={credentials}
      class="room"
      style={{height: 400}}
      onlive-error={(event) => console.log(event.detail.error.code)}
      onlive-gift-given={(event) => event.detail.balance.toFixed()}
    >
      <like-button without-total onlive-like={({detail}) => detail.count.toFixed()} />
      <chat-panel max={50} placeholder="Say something" />
    </live-room>
  );
}

export function Components() {
  const room = useRef<LiveRoomElement>(null);
  return (
    <LiveRoom
      ref={room}
      apiUrl="/api"
      roomId="demo"
      credentials={credentials}
      className="room"
      onError={(event) => console.log(event.detail.error.code)}
      onGiftGiven={(event) => event.detail.balance.toFixed()}
      onClick={() => void room.current?.session.leave()}
    >
      <LikeButton withoutTotal onLike={({detail}) => detail.count.toFixed()} />
      <GiftBar columns={3} onGiftGive={(event) => event.preventDefault()} />
    </LiveRoom>
  );
}

// @ts-expect-error -- no such attribute
export const invented = <live-room invented="x" />;
// @ts-expect-error -- no such layout
export const wrongValue = <live-room layout="wide" />;
// @ts-expect-error -- not a number
export const wrongNumber = <chat-panel max="many" />;
// @ts-expect-error -- a like has no error
export const wrongEvent = <like-button onlive-like={(event) => event.detail.error} />;
// @ts-expect-error -- no such prop
export const wrongProp = <LiveRoom invented="x" />;
// @ts-expect-error -- a room has no event of this name
export const wrongListener = <LiveRoom onNothing={() => undefined} />;
