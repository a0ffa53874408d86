import {RtcpSenderInfo, RtcpSrPacket, RtpHeader, type RtpPacket} from 'werift';
import type {MediaLink} from './media-link.ts';

/** Two seconds of video at 2 Mbit/s. */
const KEPT_PACKETS = 512;

export interface OutStreamOptions {
  readonly link: () => MediaLink;
  /** Chosen by the receiver. */
  readonly ssrc: number;
  readonly payloadType: number;
  readonly clockHz: number;
}

/**
 * One RTP stream to one client. When its source changes, sequence numbers and timestamps continue without a gap, and video
 * resumes with a key frame.
 */
export class OutStream {
  readonly ssrc: number;
  readonly #options: OutStreamOptions;
  /** The SSRC of the source. */
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

  /** @param keyFrame True if a key frame starts with the packet; undefined for audio. @returns True if a key frame is needed. */
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
      this.#sequenceShift -= 1; // A skipped packet leaves no gap.
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

  /** Forwards a sender report (media clock to wall clock), which synchronizes audio and video. */
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

  /** Retransmits lost packets. */
  resend(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      const kept = this.#kept.get(sequence);
      if (kept) this.#options.link().sendAgain(kept);
    }
  }

  /** After a new handshake the keys differ, so earlier packets cannot be retransmitted. */
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
