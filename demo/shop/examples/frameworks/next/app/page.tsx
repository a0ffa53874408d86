import {LiveRoom} from 'live-room-elements/react';

/** A server component: it passes text only. A client component of yours can pass `credentials` and listeners. */
export default function Page() {
  return <LiveRoom apiUrl="http://localhost:8081/api" roomId="demo" />;
}
