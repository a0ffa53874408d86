import type {RtpPacket} from 'werift';
import type {MediaLink} from './media-link.ts';
import {OutStream} from './out-stream.ts';
import type {PayloadTypes} from './ability.ts';
import {beginsKeyFrame, CLOCK_HZ, type Track, type Tracks} from './tracks.ts';

/** The SSRCs that a client chose for what it receives. */
export interface Ssrcs {
  readonly audioSsrc: number;
  readonly bigVideoSsrc: number;
  readonly auxVideoSsrc: number;
}

/** One client's subscription to one publisher. */
export class Subscription {
  wanted: Tracks;
  readonly #audio: OutStream;
  /** The camera in high or low resolution. */
  readonly #video: OutStream;
  readonly #aux: OutStream;

  constructor(link: () => MediaLink, {opus, vp8}: PayloadTypes, ssrcs: Ssrcs, wanted: Tracks) {
    this.wanted = wanted;
    const stream = (ssrc: number, payloadType: number, clockHz: number) =>
      new OutStream({link, ssrc, payloadType, clockHz});
    this.#audio = stream(ssrcs.audioSsrc, opus, CLOCK_HZ.audio);
    this.#video = stream(ssrcs.bigVideoSsrc, vp8, CLOCK_HZ.video);
    this.#aux = stream(ssrcs.auxVideoSsrc, vp8, CLOCK_HZ.video);
  }

  /** @returns True if a key frame of the track is needed. */
  forward(track: Track, packet: RtpPacket): boolean {
    const stream = this.#streamOf(track);
    if (!stream) return false;
    return stream.forward(packet, track === 'audio' ? undefined : beginsKeyFrame(packet.payload));
  }

  report(track: Track, source: number, report: Parameters<OutStream['report']>[1]): void {
    this.#streamOf(track)?.report(source, report);
  }

  /** @returns The video track that the client receives by this SSRC. */
  videoTrackOf(ssrc: number): Track | undefined {
    if (ssrc === this.#aux.ssrc) return 'auxVideo';
    if (ssrc !== this.#video.ssrc) return undefined;
    return this.wanted.smallVideo && !this.wanted.bigVideo ? 'smallVideo' : 'bigVideo';
  }

  resend(ssrc: number, sequences: readonly number[]): void {
    this.#all.find((stream) => stream.ssrc === ssrc)?.resend(sequences);
  }

  restart(): void {
    for (const stream of this.#all) stream.restart();
  }

  get #all(): readonly OutStream[] {
    return [this.#audio, this.#video, this.#aux];
  }

  #streamOf(track: Track): OutStream | undefined {
    const {audio, bigVideo, smallVideo, auxVideo} = this.wanted;
    switch (track) {
      case 'audio':
        return audio ? this.#audio : undefined;
      case 'bigVideo':
        return bigVideo ? this.#video : undefined;
      case 'smallVideo':
        return smallVideo && !bigVideo ? this.#video : undefined;
      case 'auxVideo':
        return auxVideo ? this.#aux : undefined;
    }
  }
}
