import {RtpHeader, RtpPacket} from 'werift';
import {PICTURE_IDS, readPictureId, shiftPictureId} from './picture-id.ts';
import type {Recording} from './recording.ts';
import type {RoomMember, RtcRoom, Source} from './room.ts';
import {CLOCK_HZ, flagOf, NO_TRACKS, type Track} from './tracks.ts';

const TICK_MS = 10;
const REPORT_EVERY_MS = 1_000;
/** Seconds from 1900 (the NTP epoch) to 1970. */
const NTP_EPOCH_S = 2_208_988_800;

const SSRC = {audio: 0x1001, bigVideo: 0x1002} as const;

/**
 * A host that plays a recording in a loop, with continuous timestamps, sequence numbers and picture ids: a browser drops frames
 * whose picture id is lower than an earlier one. It sends nothing while it has no subscribers.
 */
export class RecordedHost<Member extends RoomMember = RoomMember> implements Source {
  readonly userId: string;
  readonly tinyId: string;
  readonly flag = flagOf({...NO_TRACKS, audio: true, bigVideo: true}, {audio: false, bigVideo: false});
  readonly #room: RtcRoom<Member>;
  readonly #recording: Recording;
  /** Picture ids that one round of the recording uses. */
  readonly #pictures: number;
  readonly #sequence = {audio: 0, bigVideo: 0};
  readonly #timer: NodeJS.Timeout;
  #began = performance.now();
  #next = 0;
  #rounds = 0;
  #reportedAt = -Infinity;

  constructor(recording: Recording, room: RtcRoom<Member>, userId: string, tinyId: string) {
    this.#recording = recording;
    this.#pictures = picturesOf(recording);
    this.#room = room;
    this.userId = userId;
    this.tinyId = tinyId;
    this.#timer = setInterval(() => this.#play(), TICK_MS);
    room.enter(this);
  }

  /** Does nothing: the recording has a key frame each second. */
  requestKeyFrame(_track: Track): void {}

  end(reason: number): void {
    clearInterval(this.#timer);
    this.#room.exit(this, reason);
  }

  #play(): void {
    const {lengthMs, packets} = this.#recording;
    const now = performance.now();
    if (!this.#room.hasSubscribers(this)) {
      // The next subscriber receives the recording from its beginning, which is a key frame.
      this.#began = now;
      this.#rounds = 0;
      this.#next = 0;
      return;
    }
    for (;;) {
      const packet = packets[this.#next];
      if (!packet) {
        this.#next = 0;
        this.#rounds += 1;
        continue;
      }
      const due = this.#began + this.#rounds * lengthMs + packet.at;
      if (due > now) break;
      this.#next += 1;
      this.#send(packet);
    }
    if (now - this.#reportedAt >= REPORT_EVERY_MS) this.#report(now);
  }

  #send({track, timestamp, marker, payload}: Recording['packets'][number]): void {
    const sequenceNumber = (this.#sequence[track] = (this.#sequence[track] + 1) & 0xffff);
    const shifted = (timestamp + this.#ticks(track, this.#rounds * this.#recording.lengthMs)) >>> 0;
    const header = new RtpHeader({version: 2, ssrc: SSRC[track], sequenceNumber, timestamp: shifted, marker});
    const shiftedPayload = track === 'audio' ? payload : shiftPictureId(payload, this.#rounds * this.#pictures);
    this.#room.forward(this, track, new RtpPacket(header, shiftedPayload));
  }

  /** Sender reports by one clock, which synchronize audio and video. */
  #report(now: number): void {
    this.#reportedAt = now;
    const unix = Date.now() / 1_000 + NTP_EPOCH_S;
    const whole = Math.floor(unix);
    const ntpTimestamp = (BigInt(whole) << 32n) | BigInt(Math.floor((unix - whole) * 2 ** 32));
    for (const track of ['audio', 'bigVideo'] as const) {
      const rtpTimestamp = this.#ticks(track, now - this.#began) >>> 0;
      this.#room.report(this, track, SSRC[track], {ntpTimestamp, rtpTimestamp});
    }
  }

  #ticks(track: 'audio' | 'bigVideo', ms: number): number {
    return Math.round((ms * CLOCK_HZ[track === 'audio' ? 'audio' : 'video']) / 1_000);
  }
}

function picturesOf({packets}: Recording): number {
  const ids = packets.flatMap(({track, payload}) => (track === 'audio' ? [] : (readPictureId(payload) ?? [])));
  return ids.length ? ((ids.at(-1)! - ids[0]! + PICTURE_IDS) % PICTURE_IDS) + 1 : 0;
}
