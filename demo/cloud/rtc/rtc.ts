/** The media half of one application of Tencent's: rooms, who is in them, and what goes wrong on purpose. */
import {randomInt} from 'node:crypto';
import {unpackRights} from '../../server/src/tencent/private-map-key.ts';
import {verifyUserSig, type SigningKey} from '../../server/src/tencent/user-sig.ts';
import type {Certificate} from './media-link.ts';
import type {MediaPort} from './media-port.ts';
import type {Member} from './member.ts';
import {RtcFaults} from './rtc-faults.ts';
import {RecordedHost} from './recorded-host.ts';
import type {Recording} from './recording.ts';
import {Left, RtcRoom} from './room.ts';

/** Rights of a privateMapKey. https://cloud.tencent.com/document/product/647/32240 */
const ENTER = 2;
const SPEAK = 4;
const SHOW = 16;

/** The room is not this key's, or the key does not say that this may be done: TRTC's own number for it. */
export const NOT_PERMITTED = -100_006;

export type Admitted =
  | {readonly ok: true; readonly mayPublish: boolean}
  | {readonly ok: false; readonly code: number; readonly info: string};

/** Recorded hosts, for rooms whose host is away. */
export interface StandIns {
  readonly recording: Recording;
  /** User ids by room. */
  readonly hosts: Readonly<Record<string, string>>;
}

export interface RtcOptions {
  readonly key: SigningKey;
  readonly port: MediaPort;
  readonly certificate: Certificate;
  readonly standIns?: StandIns | undefined;
}

export class Rtc {
  readonly faults = new RtcFaults();
  readonly rooms = new Map<string, RtcRoom>();
  readonly port: MediaPort;
  readonly certificate: Certificate;
  readonly #key: SigningKey;
  readonly #standIns: StandIns | undefined;
  /** By room. */
  readonly #recorded = new Map<RtcRoom, RecordedHost>();
  #tinyIds = randomInt(1, 1_000_000);

  constructor({key, port, certificate, standIns}: RtcOptions) {
    this.#key = key;
    this.port = port;
    this.certificate = certificate;
    this.#standIns = standIns;
    for (const roomId of Object.keys(standIns?.hosts ?? {})) this.room(roomId);
    this.castStandIns();
  }

  /** What a signature and a key let its bearer do in a room. */
  admit(userId: string, userSig: string, privateMapKey: string, roomId: string): Admitted {
    const signed = verifyUserSig(this.#key, userSig, userId);
    if (!signed.ok) return signed;
    if (signed.signedAt < (this.faults.signaturesFrom.get(userId) ?? 0))
      return {ok: false, code: 70_001, info: 'usersig expired'};
    const permit = verifyUserSig(this.#key, privateMapKey, userId);
    const rights = permit.ok && permit.userBuf ? unpackRights(permit.userBuf) : undefined;
    if (rights?.roomId !== roomId || rights.userId !== userId || !(rights.rights & ENTER))
      return {ok: false, code: NOT_PERMITTED, info: 'privateMapKey does not permit this room'};
    return {ok: true, mayPublish: (rights.rights & SPEAK) !== 0 && (rights.rights & SHOW) !== 0};
  }

  room(id: string): RtcRoom {
    let room = this.rooms.get(id);
    if (!room) this.rooms.set(id, (room = new RtcRoom(id)));
    return room;
  }

  get members(): readonly Member[] {
    return [...this.rooms.values()].flatMap(({members}) => [...members.values()]);
  }

  membersOf(userId: string): readonly Member[] {
    return this.members.filter((member) => member.userId === userId);
  }

  /** Eighteen digits, all of one length: the SDK looks for one id within another. */
  nextTinyId(): string {
    this.#tinyIds += 1;
    return `144115${String(this.#tinyIds).padStart(12, '0')}`;
  }

  /** A client is in its room no longer. */
  remove(member: Member, reason: number = Left.normal): void {
    const {room} = member;
    if (!room.members.delete(member.tinyId)) return;
    room.unsubscribeAll(member);
    member.close();
    room.exit(member, reason);
    this.castStandIns();
  }

  /** A recording plays wherever one may and the host is away; it ends where it may no more. */
  castStandIns(): void {
    for (const [roomId, userId] of Object.entries(this.#standIns?.hosts ?? {})) {
      const room = this.room(roomId);
      const playing = this.#recorded.get(room);
      const wanted =
        this.faults.loop && ![...room.sources].some((source) => source !== playing && source.userId === userId);
      if (wanted && !playing) {
        this.#recorded.set(room, new RecordedHost(this.#standIns!.recording, room, userId, this.nextTinyId()));
      } else if (!wanted && playing) {
        this.#recorded.delete(room);
        playing.end(Left.normal);
      }
    }
  }

  close(): void {
    for (const playing of this.#recorded.values()) playing.end(Left.normal);
    this.#recorded.clear();
    for (const member of this.members) member.close();
  }

  /** Tells a client that it has to go, and why. */
  ban(member: Member, reason: 'kick' | 'banned' | 'room_disband'): void {
    member.push('banned', {reason});
    this.remove(member, Left.kick);
  }
}
