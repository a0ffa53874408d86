import type {RtcpSenderInfo, RtpPacket} from 'werift';
import type {Member} from './member.ts';
import type {Subscription} from './subscription.ts';
import type {Track} from './tracks.ts';

/** Somebody on air: a client, or a recording in its place. */
export interface Source {
  readonly userId: string;
  readonly tinyId: string;
  /** What is on air, as `flagOf` tells it. */
  readonly flag: number;
  requestKeyFrame(track: Track): void;
}

/** Why somebody is there no longer, as clients are told. */
export const Left = {normal: 0, timeout: 1, kick: 2, roleChange: 3} as const;

/** One room of TRTC. Viewers are known to nobody; those who may go on air are known to all. */
export class RtcRoom {
  readonly id: string;
  /** By tinyId. */
  readonly members = new Map<string, Member>();
  /** Whoever may go on air, by tinyId. */
  readonly #sources = new Map<string, Source>();
  /** By the tinyId of the source. */
  readonly #subscriptions = new Map<string, Map<Member, Subscription>>();

  constructor(id: string) {
    this.id = id;
  }

  get sources(): Iterable<Source> {
    return this.#sources.values();
  }

  /** The list that everyone is told again and again. */
  get publishers(): object {
    const userList = [...this.#sources.values()]
      .filter(({flag}) => flag !== 0)
      .map(({userId, tinyId, flag}) => ({userId, srcTinyId: tinyId, flag}));
    return {userList, mixRobotList: []};
  }

  get userList(): readonly object[] {
    return [...this.#sources.values()].map(({userId, tinyId}) => ({userId, srcTinyId: tinyId, role: 20}));
  }

  isOnAir(userId: string): boolean {
    return [...this.#sources.values()].some((source) => source.userId === userId);
  }

  /** Comes forward: from now on everybody knows it. */
  enter(source: Source): void {
    if (this.#sources.has(source.tinyId)) return;
    this.#sources.set(source.tinyId, source);
    this.#tell('joined', {userId: source.userId, srcTinyId: source.tinyId, role: 20}, source.tinyId);
    this.publish();
  }

  exit({userId, tinyId}: Source, reason: number): void {
    if (!this.#sources.delete(tinyId)) return;
    this.#subscriptions.delete(tinyId);
    this.publish();
    this.#tell('left', {userId, srcTinyId: tinyId, reason}, tinyId);
  }

  /** Tells everyone who is on air, whoever changed included. */
  publish(): void {
    for (const member of this.members.values()) member.push('publishers', this.publishers);
  }

  message(from: Member, data: object): void {
    this.#tell('message', {...data, srcTinyId: from.tinyId}, from.tinyId);
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

  /** Forgets whatever a member had of others. */
  unsubscribeAll(member: Member): void {
    for (const ofSource of this.#subscriptions.values()) ofSource.delete(member);
  }

  subscription(member: Member, tinyId: string): Subscription | undefined {
    return this.#subscriptions.get(tinyId)?.get(member);
  }

  /** What a member has of whom. */
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

  #tell(what: 'joined' | 'left' | 'message', data: object, exceptTinyId: string): void {
    for (const member of this.members.values()) if (member.tinyId !== exceptTinyId) member.push(what, data);
  }
}
