import type {RtcpSenderInfo, RtpPacket} from 'werift';
import type {Subscription} from './subscription.ts';
import type {Track} from './tracks.ts';

/** A publisher: a client or a recorded host. */
export interface Source {
  readonly userId: string;
  readonly tinyId: string;
  /** The published tracks, encoded by `flagOf`. */
  readonly flag: number;
  requestKeyFrame(track: Track): void;
}

/** Reasons of leaving, by their number in the protocol. */
export const LeaveReason = {normal: 0, timeout: 1, kick: 2, roleChange: 3} as const;

/** The members of a client that its room uses. */
export interface RoomMember {
  readonly tinyId: string;
  /** True if media can be sent to it. */
  readonly ready: boolean;
  push(what: RoomPush, data: object): void;
}

export type RoomPush = 'publishers' | 'joined' | 'left' | 'message';

/** One TRTC room. Clients see its publishers, not its viewers. */
export class RtcRoom<Member extends RoomMember = RoomMember> {
  readonly id: string;
  /** By tinyId. */
  readonly members = new Map<string, Member>();
  /** Publishers by tinyId. */
  readonly #sources = new Map<string, Source>();
  /** By the tinyId of the source. */
  readonly #subscriptions = new Map<string, Map<Member, Subscription>>();

  constructor(id: string) {
    this.id = id;
  }

  get sources(): Iterable<Source> {
    return this.#sources.values();
  }

  /** The list of publishers that is pushed repeatedly. */
  get publishers(): object {
    const userList = [...this.#sources.values()]
      .filter(({flag}) => flag !== 0)
      .map(({userId, tinyId, flag}) => ({userId, srcTinyId: tinyId, flag}));
    return {userList, mixRobotList: []};
  }

  get userList(): readonly object[] {
    return [...this.#sources.values()].map(({userId, tinyId}) => ({userId, srcTinyId: tinyId, role: 20}));
  }

  isPublishing(userId: string): boolean {
    return [...this.#sources.values()].some((source) => source.userId === userId);
  }

  /** Adds a publisher and announces it. */
  enter(source: Source): void {
    if (this.#sources.has(source.tinyId)) return;
    this.#sources.set(source.tinyId, source);
    this.#pushToOthers('joined', {userId: source.userId, srcTinyId: source.tinyId, role: 20}, source.tinyId);
    this.publish();
  }

  exit({userId, tinyId}: Source, reason: number): void {
    if (!this.#sources.delete(tinyId)) return;
    this.#subscriptions.delete(tinyId);
    this.publish();
    this.#pushToOthers('left', {userId, srcTinyId: tinyId, reason}, tinyId);
  }

  /** Pushes the list of publishers to all members. */
  publish(): void {
    for (const member of this.members.values()) member.push('publishers', this.publishers);
  }

  message(from: Member, data: object): void {
    this.#pushToOthers('message', {...data, srcTinyId: from.tinyId}, from.tinyId);
  }

  source(tinyId: string): Source | undefined {
    return this.#sources.get(tinyId);
  }

  subscribe(member: Member, tinyId: string, subscription: Subscription): void {
    const ofSource = this.#subscriptions.get(tinyId) ?? new Map<Member, Subscription>();
    this.#subscriptions.set(tinyId, ofSource.set(member, subscription));
  }

  unsubscribe(member: Member, tinyId: string): void {
    this.#subscriptions.get(tinyId)?.delete(member);
  }

  /** Removes all subscriptions of a member. */
  unsubscribeAll(member: Member): void {
    for (const ofSource of this.#subscriptions.values()) ofSource.delete(member);
  }

  subscription(member: Member, tinyId: string): Subscription | undefined {
    return this.#subscriptions.get(tinyId)?.get(member);
  }

  /** The subscriptions of a member with their sources. */
  *subscriptionsOf(member: Member): Iterable<readonly [source: Source, subscription: Subscription]> {
    for (const [tinyId, ofSource] of this.#subscriptions) {
      const [source, subscription] = [this.#sources.get(tinyId), ofSource.get(member)];
      if (source && subscription) yield [source, subscription];
    }
  }

  hasSubscribers({tinyId}: Source): boolean {
    return !!this.#subscriptions.get(tinyId)?.size;
  }

  forward(source: Source, track: Track, packet: RtpPacket): void {
    let keyFrameWanted = false;
    for (const [member, subscription] of this.#subscriptions.get(source.tinyId) ?? []) {
      if (member.ready) keyFrameWanted = subscription.forward(track, packet) || keyFrameWanted;
    }
    if (keyFrameWanted) source.requestKeyFrame(track);
  }

  report(
    source: Source,
    track: Track,
    ssrc: number,
    info: Pick<RtcpSenderInfo, 'ntpTimestamp' | 'rtpTimestamp'>,
  ): void {
    for (const [member, subscription] of this.#subscriptions.get(source.tinyId) ?? []) {
      if (member.ready) subscription.report(track, ssrc, info);
    }
  }

  #pushToOthers(what: 'joined' | 'left' | 'message', data: object, exceptTinyId: string): void {
    for (const member of this.members.values()) if (member.tinyId !== exceptTinyId) member.push(what, data);
  }
}
