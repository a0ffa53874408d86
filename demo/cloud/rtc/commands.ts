/** Commands of a client in a room: a table by the name on the wire. Names and numbers are those of SDK 5.17.1. */
import {Type, type Static, type TSchema} from 'typebox';
import {Value} from 'typebox/value';
import {Ability, answerAbility, payloadTypesOf} from './ability.ts';
import {MediaLink} from './media-link.ts';
import {NOTHING_MUTED, type Member, type Publication} from './member.ts';
import {LeaveReason} from './room.ts';
import {NOT_PERMITTED, type Rtc} from './rtc.ts';
import {Subscription} from './subscription.ts';
import {NO_TRACKS, type Track} from './tracks.ts';

/** A refused request: answered with a code; nothing has changed. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export const BAD_REQUEST = -10_000;
export const NO_SUCH_USER = -10_036;

export const Id = Type.String({minLength: 1, maxLength: 64});
const On = Type.Optional(Type.Boolean());
const Tracks = Type.Object({audio: On, bigVideo: On, smallVideo: On, auxVideo: On});
const Ssrc = Type.Optional(Type.Integer({minimum: 0, maximum: 0xffff_ffff}));

const Publish = Type.Object({
  audioSsrc: Ssrc,
  bigVideoSsrc: Ssrc,
  smallVideoSsrc: Ssrc,
  auxVideoSsrc: Ssrc,
  state: Tracks,
  muteState: Type.Optional(Tracks),
});
const Subscribe = Type.Object({
  srcTinyId: Id,
  audio: On,
  bigVideo: On,
  smallVideo: On,
  auxVideo: On,
  ssrc: Type.Object({audioSsrc: Ssrc, bigVideoSsrc: Ssrc, auxVideoSsrc: Ssrc}),
});
const Changed = Type.Object({srcTinyId: Id, audio: On, bigVideo: On, smallVideo: On, auxVideo: On});
const Message = Type.Object({cmdId: Type.Integer(), msg: Type.String({maxLength: 2_048})});

interface Command {
  /** The command number of the response; undefined if the client expects none. */
  readonly reply?: number;
  /** @returns The data of the response. @throws Refusal */
  run(data: unknown, member: Member, rtc: Rtc): object;
}

function command<S extends TSchema>(
  reply: number | undefined,
  shape: S,
  run: (data: Static<S>, member: Member, rtc: Rtc) => object | undefined,
): Command {
  return {
    ...(reply !== undefined && {reply}),
    run(data, member, rtc) {
      if (!Value.Check(shape, data)) throw new Refusal(BAD_REQUEST, 'the request does not match the schema');
      return run(data, member, rtc) ?? {};
    },
  };
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  get_user_list: command(4137, Type.Unknown(), (_, {room}) => ({userList: room.userList})),

  'publish/v2': command(4146, Publish, (wanted, member) => {
    if (member.role !== 'anchor') throw new Refusal(NOT_PERMITTED, 'a viewer cannot publish');
    member.publish(publicationOf(wanted));
    return undefined;
  }),

  publish_state_change: command(4112, Type.Object({state: Tracks}), ({state}, member) => {
    const {publication} = member;
    if (!publication) throw new Refusal(BAD_REQUEST, 'nothing is published');
    publication.on = {...NO_TRACKS, ...state};
    member.room.publish();
    return undefined;
  }),

  mute_uplink: command(4108, Tracks, (muted, member) => {
    const {publication} = member;
    if (!publication) throw new Refusal(BAD_REQUEST, 'nothing is published');
    publication.muted = {...NOTHING_MUTED, ...muted};
    member.room.publish();
    return undefined;
  }),

  unpublish: command(4100, Type.Unknown(), (_, member) => {
    member.publish(undefined);
    return undefined;
  }),

  update_constraint_config: command(772, Type.Unknown(), () => undefined),

  'subscribe/v3': command(4156, Subscribe, ({srcTinyId, ssrc, ...wanted}, member) => {
    const {room} = member;
    const source = room.source(srcTinyId);
    if (!source) throw new Refusal(NO_SUCH_USER, 'no publisher has this id');
    const {audioSsrc = 0, bigVideoSsrc = 0, auxVideoSsrc = 0} = ssrc;
    const ssrcs = {audioSsrc, bigVideoSsrc, auxVideoSsrc};
    const subscription = new Subscription(() => member.link, member.payloadTypes, ssrcs, {...NO_TRACKS, ...wanted});
    room.subscribe(member, srcTinyId, subscription);
    return undefined;
  }),

  subscribe_change: command(4106, Changed, ({srcTinyId, ...wanted}, member) => {
    const subscription = member.room.subscription(member, srcTinyId);
    if (!subscription) throw new Refusal(NO_SUCH_USER, 'there is no subscription');
    subscription.wanted = {...NO_TRACKS, ...wanted};
    return undefined;
  }),

  unsubscribe: command(4104, Type.Object({srcTinyId: Id}), ({srcTinyId}, member) => {
    member.room.unsubscribe(member, srcTinyId);
    return undefined;
  }),

  change_role: command(
    4110,
    Type.Object({role: Type.Union([Type.Literal(20), Type.Literal(21)])}),
    ({role}, member, rtc) => {
      takeRole(role, member, rtc);
      return undefined;
    },
  ),

  rebuild_pc: command(4150, Type.Object({ability: Ability}), ({ability}, member, rtc) => ({
    ability: connectMedia(ability, member, rtc),
  })),

  channel_msg: command(undefined, Message, (data, member) => {
    member.room.message(member, data);
    return undefined;
  }),

  /** Every two seconds: the pushes tell the client that its socket is alive. */
  quality_report: command(undefined, Type.Unknown(), (_, member) => {
    member.push('uplink', member.uplink);
    member.push('publishers', member.room.publishers);
    return undefined;
  }),

  leave: command(undefined, Type.Unknown(), (_, member, rtc) => {
    rtc.remove(member);
    return undefined;
  }),
};

export function takeRole(role: 20 | 21, member: Member, rtc: Rtc): void {
  const {room} = member;
  if (role === 20) {
    if (!member.mayPublish) throw new Refusal(NOT_PERMITTED, 'a viewer cannot publish');
    member.role = 'anchor';
    room.enter(member);
    rtc.updateRecordedHosts();
  } else {
    member.role = 'audience';
    member.publication = undefined;
    room.exit(member, LeaveReason.roleChange);
    rtc.updateRecordedHosts();
  }
}

/** @returns The server's half of the negotiation. */
export function connectMedia(ability: Ability, member: Member, rtc: Rtc): object {
  const payloadTypes = payloadTypesOf(ability);
  if (!payloadTypes) throw new Refusal(BAD_REQUEST, 'Opus and VP8 are required');
  const {port, certificate} = rtc;
  const link: MediaLink = new MediaLink({
    port,
    certificate,
    fingerprint: ability.dtls.fingerprint,
    onRtp: (packet) => member.link === link && member.handleRtp(packet),
    onRtcp: (packet) => member.link === link && member.handleRtcp(packet),
  });
  member.useLink(link, payloadTypes);
  return answerAbility(ability, link, certificate, port);
}

function publicationOf({state, muteState, ...ssrcs}: Static<typeof Publish>): Publication {
  const numbers: readonly (readonly [number | undefined, Track])[] = [
    [ssrcs.audioSsrc, 'audio'],
    [ssrcs.bigVideoSsrc, 'bigVideo'],
    [ssrcs.smallVideoSsrc, 'smallVideo'],
    [ssrcs.auxVideoSsrc, 'auxVideo'],
  ];
  const tracks = new Map(numbers.flatMap(([ssrc, track]) => (ssrc ? [[ssrc, track] as const] : [])));
  return {tracks, on: {...NO_TRACKS, ...state}, muted: {...NOTHING_MUTED, ...muteState}};
}
