import {
  GenericNack,
  PictureLossIndication,
  ReceiverEstimatedMaxBitrate,
  RtcpPayloadSpecificFeedback,
  RtcpReceiverInfo,
  RtcpRrPacket,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
  type RtcpPacket,
  type RtpPacket,
} from 'werift';
import {WebSocket} from 'ws';
import type {PayloadTypes} from './ability.ts';
import type {MediaLink} from './media-link.ts';
import type {RtcRoom, Source} from './room.ts';
import {flagOf, NO_TRACKS, type Track, type Tracks} from './tracks.ts';

/** Command numbers of pushes. */
export const Push = {
  setUp: 19,
  uplink: 22,
  publishers: 23,
  banned: 9,
  joined: 4134,
  left: 4135,
  message: 4140,
} as const;

/** Minimum time between two requests for a key frame. */
const KEY_FRAME_EVERY_MS = 500;
/** The bandwidth granted to publishers: 2 Mbit/s, as mantissa and exponent of REMB. */
const BITRATE = {brExp: 5, brMantissa: 62_500, bitrate: 2_000_000n};

/** The published tracks of a member by SSRC. */
export interface Publication {
  readonly tracks: ReadonlyMap<number, Track>;
  on: Tracks;
  muted: Pick<Tracks, 'audio' | 'bigVideo' | 'auxVideo'>;
}

export interface MemberOptions {
  readonly userId: string;
  readonly tinyId: string;
  readonly room: RtcRoom<Member>;
  /** True if its privateMapKey permits publishing. */
  readonly mayPublish: boolean;
  /** True while the fault `silence` applies: nothing is sent to it. */
  readonly isSilent: () => boolean;
}

/** One client in one room. It outlives its socket: a client reconnects with another one. */
export class Member implements Source {
  readonly userId: string;
  readonly tinyId: string;
  readonly room: RtcRoom<Member>;
  readonly mayPublish: boolean;
  role: 'anchor' | 'audience' = 'audience';
  publication: Publication | undefined;
  payloadTypes!: PayloadTypes;
  /** `performance.now()` of its last frame. */
  lastSeenAt = performance.now();
  readonly #isSilent: () => boolean;
  #socket: WebSocket | undefined;
  #link: MediaLink | undefined;
  #keyFrameAskedAt = new Map<Track, number>();
  /** Number of packets and highest sequence of each stream it sends. */
  readonly #received = new Map<number, {packets: number; highest: number}>();

  constructor({userId, tinyId, room, mayPublish, isSilent}: MemberOptions) {
    this.userId = userId;
    this.tinyId = tinyId;
    this.room = room;
    this.mayPublish = mayPublish;
    this.#isSilent = isSilent;
  }

  get link(): MediaLink {
    return this.#link!;
  }

  /** True if media can be sent to it. */
  get ready(): boolean {
    return this.#link?.ready ?? false;
  }

  get socket(): WebSocket | undefined {
    return this.#socket;
  }

  get flag(): number {
    return this.publication ? flagOf(this.publication.on, this.publication.muted) : 0;
  }

  /** Replaces its WebSocket. */
  useSocket(socket: WebSocket): void {
    this.#socket = socket;
  }

  /** Replaces its media connection and restarts its subscriptions. */
  useLink(link: MediaLink, payloadTypes: PayloadTypes): void {
    this.#link?.close();
    this.#link = link;
    this.payloadTypes = payloadTypes;
    for (const [, subscription] of this.room.subscriptionsOf(this)) subscription.restart();
  }

  push(what: keyof typeof Push, data: object): void {
    this.send(Push[what], 0, data);
  }

  send(cmd: number, seq: number, data: object, code = 0, message = ''): void {
    if (this.#socket?.readyState !== WebSocket.OPEN || this.#isSilent()) return;
    this.#socket.send(JSON.stringify({cmd, code, message, seq, tinyId: this.tinyId, data}));
  }

  /** Starts publishing; undefined ends it. */
  publish(publication: Publication | undefined): void {
    this.publication = publication;
    this.#received.clear();
    this.room.publish();
  }

  requestKeyFrame(track: Track): void {
    const now = performance.now();
    if (now - (this.#keyFrameAskedAt.get(track) ?? -Infinity) < KEY_FRAME_EVERY_MS) return;
    const ssrc = [...(this.publication?.tracks ?? [])].find(([, other]) => other === track)?.[0];
    if (ssrc === undefined || !this.ready) return;
    this.#keyFrameAskedAt.set(track, now);
    this.link.sendRtcp(
      new RtcpPayloadSpecificFeedback({feedback: new PictureLossIndication({senderSsrc: 1, mediaSsrc: ssrc})}),
    );
  }

  /** Handles a media packet of the client. */
  handleRtp(packet: RtpPacket): void {
    const {ssrc, sequenceNumber} = packet.header;
    const track = this.publication?.tracks.get(ssrc);
    if (!track || !this.publication!.on[track]) return;
    const received = this.#received.get(ssrc) ?? {packets: 0, highest: sequenceNumber};
    received.packets += 1;
    const ahead = (sequenceNumber - received.highest) & 0xffff;
    if (ahead < 0x8000) received.highest += ahead;
    this.#received.set(ssrc, received);
    this.room.forward(this, track, packet);
  }

  /** Handles sender reports, NACKs and key frame requests of the client. */
  handleRtcp(packet: RtcpPacket): void {
    if (packet instanceof RtcpSrPacket) {
      const track = this.publication?.tracks.get(packet.ssrc);
      if (track) this.room.report(this, track, packet.ssrc, packet.senderInfo);
    } else if (packet instanceof RtcpTransportLayerFeedback) {
      const {feedback} = packet;
      if (!(feedback instanceof GenericNack)) return;
      for (const [, subscription] of this.room.subscriptionsOf(this))
        subscription.resend(feedback.mediaSourceSsrc, feedback.lost);
    } else if (packet instanceof RtcpPayloadSpecificFeedback) {
      const {feedback} = packet;
      if (feedback instanceof ReceiverEstimatedMaxBitrate) return;
      for (const [source, subscription] of this.room.subscriptionsOf(this)) {
        const track = subscription.videoTrackOf(feedback.mediaSsrc);
        if (track) source.requestKeyFrame(track);
      }
    }
  }

  /** Sends a receiver report and the granted bandwidth; called once a second. */
  reportReception(): void {
    const ssrcs = [...this.#received.keys()];
    if (!ssrcs.length || !this.ready) return;
    const reports = [...this.#received].map(
      ([ssrc, {highest}]) =>
        new RtcpReceiverInfo({
          ssrc,
          fractionLost: 0,
          packetsLost: 0,
          highestSequence: highest >>> 0,
          jitter: 0,
          lsr: 0,
          dlsr: 0,
        }),
    );
    const feedback = new ReceiverEstimatedMaxBitrate({
      senderSsrc: 1,
      mediaSsrc: 0,
      ssrcNum: ssrcs.length,
      ssrcFeedbacks: ssrcs,
      ...BITRATE,
    });
    this.link.sendRtcp(new RtcpRrPacket({ssrc: 1, reports}), new RtcpPayloadSpecificFeedback({feedback}));
  }

  /** Packets received since it started publishing. */
  get uplink(): object {
    const count = (picture: boolean) =>
      [...this.#received]
        .filter(([ssrc]) => (this.publication?.tracks.get(ssrc) !== 'audio') === picture)
        .reduce((all, [, {packets}]) => all + packets, 0);
    const [audio, video] = [count(false), count(true)];
    return {expectAudPkg: audio, recvAudPkg: audio, expectVidPkg: video, recvVidPkg: video, rtt: 1, wsRtt: 1};
  }

  /** Closes its media connection and drops its socket. */
  close(): void {
    this.#link?.close();
    this.publication = undefined;
    this.#socket = undefined;
  }
}

export const NOTHING_MUTED = {audio: false, bigVideo: false, auxVideo: false} as const;
export const NOTHING_ON: Tracks = NO_TRACKS;
