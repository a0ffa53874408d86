import {RtcpSenderInfo, RtcpSrPacket, RtpHeader, type RtpPacket} from 'werift';
import type {MediaLink} from './media-link.ts';

/** Enough for two seconds of a picture at 2 Mbit/s. */
const KEPT_PACKETS = 512;

export interface OutStreamOptions {
  readonly link: () => MediaLink;
  /** Chosen by whoever receives. */
  readonly ssrc: number;
  readonly payloadType: number;
  readonly clockHz: number;
}

/**
 * One stream to one client. Whatever it is fed from, and however often that changes, the client sees one that goes on: its
 * numbers and its clock are without a jump, and a picture begins again with a key frame only.
 */
export class OutStream {
  readonly ssrc: number;
  readonly #options: OutStreamOptions;
  /** The SSRC it is fed from. */
  #source: number | undefined;
  #awaitsKeyFrame = false;
  #sequenceShift = 0;
  #timestampShift = 0;
  #last: {readonly sequence: number; readonly timestamp: number; readonly at: number} | undefined;
  #packets = 0;
  #octets = 0;
  readonly #kept = new Map<number, Buffer>();

  constructor(options: OutStreamOptions) {
    this.ssrc = options.ssrc;
    this.#options = options;
  }

  /** @param keyFrame Whether one begins with the packet; undefined for sound. @returns whether a key frame is wanted */
  forward({header, payload}: RtpPacket, keyFrame?: boolean): boolean {
    const {link, payloadType, clockHz} = this.#options;
    const {sequenceNumber, timestamp, marker} = header;
    if (header.ssrc !== this.#source) {
      this.#source = header.ssrc;
      this.#awaitsKeyFrame = keyFrame !== undefined;
      if (this.#last) {
        const passed = Math.round(((performance.now() - this.#last.at) * clockHz) / 1_000);
        this.#sequenceShift = this.#last.sequence + 1 - sequenceNumber;
        this.#timestampShift = this.#last.timestamp + Math.max(1, passed) - timestamp;
      }
    }
    if (this.#awaitsKeyFrame && !keyFrame) {
      this.#sequenceShift -= 1; // What is left out leaves no gap.
      return true;
    }
    this.#awaitsKeyFrame = false;
    const sequence = (sequenceNumber + this.#sequenceShift) & 0xffff;
    const shifted = (timestamp + this.#timestampShift) >>> 0;
    const out = new RtpHeader({
      version: 2,
      marker,
      payloadType,
      sequenceNumber: sequence,
      timestamp: shifted,
      ssrc: this.ssrc,
    });
    const sent = link().sendRtp(out, payload);
    if (sent) this.#keep(sequence, sent);
    this.#last = {sequence, timestamp: shifted, at: performance.now()};
    this.#packets += 1;
    this.#octets += payload.length;
    return false;
  }

  /** What the source's clock is by the wall clock, for sound and picture to keep together. */
  report(source: number, {ntpTimestamp, rtpTimestamp}: Pick<RtcpSenderInfo, 'ntpTimestamp' | 'rtpTimestamp'>): void {
    if (source !== this.#source || !this.#packets) return;
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp,
      rtpTimestamp: (rtpTimestamp + this.#timestampShift) >>> 0,
      packetCount: this.#packets >>> 0,
      octetCount: this.#octets >>> 0,
    });
    this.#options.link().sendRtcp(new RtcpSrPacket({ssrc: this.ssrc, senderInfo}));
  }

  /** Sends again what the client has not got. */
  resend(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const kept = this.#kept.get(sequence);
      if (kept) this.#options.link().sendAgain(kept);
    }
  }

  /** After a new handshake the client's keys are others, and nothing of before can be sent again. */
  restart(): void {
    this.#kept.clear();
    this.#source = undefined;
  }

  #keep(sequence: number, sent: Buffer): void {
    this.#kept.delete(sequence);
    this.#kept.set(sequence, sent);
    if (this.#kept.size > KEPT_PACKETS) this.#kept.delete(this.#kept.keys().next().value!);
  }
}
