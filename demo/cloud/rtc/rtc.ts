/** The state of TRTC for one application: rooms, members, recorded hosts and faults. */
import {randomInt} from 'node:crypto';
import {readRoomPermissions} from './private-map-key.ts';
import {verifyUserSig, type SigningKey} from '../user-sig.ts';
import type {Certificate} from './media-link.ts';
import type {MediaPort} from './media-port.ts';
import type {Member} from './member.ts';
import {RtcFaults} from './rtc-faults.ts';
import {RecordedHost} from './recorded-host.ts';
import type {Recording} from './recording.ts';
import {LeaveReason, RtcRoom} from './room.ts';

/** Permission bits of a privateMapKey. https://cloud.tencent.com/document/product/647/32240 */
const ENTER = 2;
const SEND_AUDIO = 4;
const SEND_VIDEO = 16;

/** TRTC's code for a privateMapKey of another room or without the permission. */
export const NOT_PERMITTED = -100_006;

export type EntryResult =
  | {readonly ok: true; readonly mayPublish: boolean}
  | {readonly ok: false; readonly code: number; readonly info: string};

/** Recordings that publish while the host of a room is away. */
export interface RecordedHosts {
  readonly recording: Recording;
  /** User ids by room. */
  readonly hosts: Readonly<Record<string, string>>;
}

export interface RtcOptions {
  readonly key: SigningKey;
  readonly port: MediaPort;
  readonly certificate: Certificate;
  readonly recordedHosts?: RecordedHosts | undefined;
}

export class Rtc {
  readonly faults = new RtcFaults();
  readonly rooms = new Map<string, RtcRoom<Member>>();
  readonly port: MediaPort;
  readonly certificate: Certificate;
  readonly #key: SigningKey;
  readonly #recordedHosts: RecordedHosts | undefined;
  /** By room. */
  readonly #playing = new Map<RtcRoom<Member>, RecordedHost<Member>>();
  #tinyIds = randomInt(1, 1_000_000);

  constructor({key, port, certificate, recordedHosts}: RtcOptions) {
    this.#key = key;
    this.port = port;
    this.certificate = certificate;
    this.#recordedHosts = recordedHosts;
    for (const roomId of Object.keys(recordedHosts?.hosts ?? {})) this.room(roomId);
    this.updateRecordedHosts();
  }

  /** Checks the UserSig and the privateMapKey for a room. */
  checkEntry(userId: string, userSig: string, privateMapKey: string, roomId: string): EntryResult {
    const signed = verifyUserSig(this.#key, userSig, userId);
    if (!signed.ok) return signed;
    if (signed.signedAt < (this.faults.signaturesFrom.get(userId) ?? 0))
      return {ok: false, code: 70_001, info: 'usersig expired'};
    const permit = verifyUserSig(this.#key, privateMapKey, userId);
    const granted = permit.ok && permit.userBuf ? readRoomPermissions(permit.userBuf) : undefined;
    if (granted?.roomId !== roomId || granted.userId !== userId || !(granted.bits & ENTER))
      return {ok: false, code: NOT_PERMITTED, info: 'privateMapKey does not permit this room'};
    return {ok: true, mayPublish: (granted.bits & SEND_AUDIO) !== 0 && (granted.bits & SEND_VIDEO) !== 0};
  }

  room(id: string): RtcRoom<Member> {
    let room = this.rooms.get(id);
    if (!room) this.rooms.set(id, (room = new RtcRoom<Member>(id)));
    return room;
  }

  get members(): readonly Member[] {
    return [...this.rooms.values()].flatMap(({members}) => [...members.values()]);
  }

  membersOf(userId: string): readonly Member[] {
    return this.members.filter((member) => member.userId === userId);
  }

  /** @returns 18 digits. All ids have the same length, because the SDK searches ids as substrings. */
  nextTinyId(): string {
    this.#tinyIds += 1;
    return `144115${String(this.#tinyIds).padStart(12, '0')}`;
  }

  /** Removes a client from its room. */
  remove(member: Member, reason: number = LeaveReason.normal): void {
    const {room} = member;
    if (!room.members.delete(member.tinyId)) return;
    room.unsubscribeAll(member);
    member.close();
    room.exit(member, reason);
    this.updateRecordedHosts();
  }

  /** Starts and stops recorded hosts: one plays while the fault `loop` is on and the real host is away. */
  updateRecordedHosts(): void {
    for (const [roomId, userId] of Object.entries(this.#recordedHosts?.hosts ?? {})) {
      const room = this.room(roomId);
      const playing = this.#playing.get(room);
      const wanted =
        this.faults.loop && ![...room.sources].some((source) => source !== playing && source.userId === userId);
      if (wanted && !playing) {
        this.#playing.set(room, new RecordedHost(this.#recordedHosts!.recording, room, userId, this.nextTinyId()));
      } else if (!wanted && playing) {
        this.#playing.delete(room);
        playing.end(LeaveReason.normal);
      }
    }
  }

  close(): void {
    for (const playing of this.#playing.values()) playing.end(LeaveReason.normal);
    this.#playing.clear();
    for (const member of this.members) member.close();
  }

  /** Tells a client why it is removed, and removes it. */
  ban(member: Member, reason: 'kick' | 'banned' | 'room_disband'): void {
    member.push('banned', {reason});
    this.remove(member, LeaveReason.kick);
  }
}
