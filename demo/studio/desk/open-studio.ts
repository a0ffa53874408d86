import type {LiveRoom} from '../../../src/index.js';
import type {HostSession} from '../base/server-types.ts';
import type {Server} from '../base/server.ts';
import {OptimisticRoomInfo} from '../base/optimistic-room-info.ts';
import {RoomPoll} from '../base/room-poll.ts';
import type {Studio} from '../base/studio.ts';
import {Products} from '../shop/products.ts';
import {Moderation} from '../chat/moderation.ts';
import {PeopleSeen} from '../chat/people-seen.ts';
import type {EntersAs} from './sign-in.ts';

export interface StudioOptions {
  readonly server: Server;
  readonly roomId: string;
  readonly as: EntersAs;
  /** The sign-in that proved the token. The room uses it first. */
  readonly session: HostSession;
  readonly signIn: () => Promise<HostSession>;
}

/** Makes the parts that the panels share, and starts them. */
export function openStudio({server, roomId, as, session, signIn}: StudioOptions, signal: AbortSignal): Studio {
  const path = `/rooms/${encodeURIComponent(roomId)}`;
  const poll = new RoomPoll(server, roomId);
  const roomInfo = new OptimisticRoomInfo(poll, signal);
  const room = makeRoom(server, roomId, as === 'host' ? credentialsOf(session, signIn) : undefined);
  const moderation = new Moderation(server, path, () => room.session.now());
  const products = new Products(server, path, poll, roomInfo);
  const people = new PeopleSeen();
  products.follow(signal);
  people.listen(room.session, signal);
  void poll.run(signal);
  return {server, roomId, path, poll, roomInfo, room, moderation, people, products, signIn};
}

/** The room as viewers have it, made of the library's elements. Without credentials its viewer is a guest. */
function makeRoom(server: Server, roomId: string, credentials: LiveRoom['credentials']): LiveRoom {
  const room = document.createElement('live-room');
  room.id = 'studio-room';
  room.setAttribute('api-url', server.apiUrl);
  room.setAttribute('room-id', roomId);
  room.toggleAttribute('guest', !credentials);
  if (credentials) room.credentials = credentials;
  const product = document.createElement('product-slot');
  product.setAttribute('layout', 'strip');
  const banner = document.createElement('broadcast-banner');
  banner.toggleAttribute('closable', true);
  room.append(document.createElement('room-header'), product, banner);
  return room;
}

function credentialsOf(session: HostSession, signIn: () => Promise<HostSession>) {
  let first: HostSession | undefined = session;
  return async () => {
    const {sdkAppId, userId, userSig, expiresAt, nick, avatar, rtc} = first ?? (await signIn());
    first = undefined;
    return {sdkAppId, userId, userSig, expiresAt, nick, avatar, rtc};
  };
}
