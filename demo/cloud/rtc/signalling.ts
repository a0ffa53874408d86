/** What clients ask by their socket, and what they are answered. Names and numbers are those of SDK 5.17.1. */
import {Type, type Static, type TSchema} from 'typebox';
import {Value} from 'typebox/value';
import type {WebSocket} from 'ws';
import {Ability, answerAbility, payloadTypesOf} from './ability.ts';
import {MediaLink} from './media-link.ts';
import {Member, NOTHING_MUTED, type Publication} from './member.ts';
import {Left} from './room.ts';
import {NOT_PERMITTED, type Rtc} from './rtc.ts';
import {Subscription} from './subscription.ts';
import {NO_TRACKS, type Track} from './tracks.ts';

/** Asked for what cannot be: answered with a code, and nothing has changed. */
class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const BAD_REQUEST = -10_000;
const NO_SUCH_USER = -10_036;
/** The SDK reads the list of who is on air only once it has dealt with the answer to its joining. */
const LIST_AFTER_MS = 100;

const Id = Type.String({minLength: 1, maxLength: 64});
const Sig = Type.String({maxLength: 4_096});
const On = Type.Optional(Type.Boolean());
const Tracks = Type.Object({audio: On, bigVideo: On, smallVideo: On, auxVideo: On});
const Ssrc = Type.Optional(Type.Integer({minimum: 0, maximum: 0xffff_ffff}));

const Frame = Type.Object({
  cmd: Type.String({maxLength: 64}),
  data: Type.Optional(Type.Unknown()),
  userId: Type.Optional(Type.String({maxLength: 64})),
  tinyId: Type.Optional(Type.String({maxLength: 32})),
  seq: Type.Optional(Type.Integer()),
});

const Join = Type.Object({
  roomId: Id,
  userSig: Sig,
  privateMapKey: Type.Optional(Sig),
  trtcRole: Type.Union([Type.Literal(20), Type.Literal(21)]),
  ability: Ability,
});
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
  /** The number of the answer; none where the client waits for none. */
  readonly reply?: number;
  /** @returns what is answered. @throws Refusal */
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
      if (!Value.Check(shape, data)) throw new Refusal(BAD_REQUEST, 'the request is not as it should be');
      return run(data, member, rtc) ?? {};
    },
  };
}

const COMMANDS: Readonly<Record<string, Command>> = {
  get_user_list: command(4137, Type.Unknown(), (_, {room}) => ({userList: room.userList})),

  'publish/v2': command(4146, Publish, (wanted, member) => {
    if (member.role !== 'anchor') throw new Refusal(NOT_PERMITTED, 'a viewer cannot go on air');
    member.publish(publicationOf(wanted));
    return undefined;
  }),

  publish_state_change: command(4112, Type.Object({state: Tracks}), ({state}, member) => {
    const {publication} = member;
    if (!publication) throw new Refusal(BAD_REQUEST, 'nothing is on air');
    publication.on = {...NO_TRACKS, ...state};
    member.room.publish();
    return undefined;
  }),

  mute_uplink: command(4108, Tracks, (muted, member) => {
    const {publication} = member;
    if (!publication) throw new Refusal(BAD_REQUEST, 'nothing is on air');
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
    if (!source) throw new Refusal(NO_SUCH_USER, 'nobody of that id is on air');
    const {audioSsrc = 0, bigVideoSsrc = 0, auxVideoSsrc = 0} = ssrc;
    const ssrcs = {audioSsrc, bigVideoSsrc, auxVideoSsrc};
    const subscription = new Subscription(() => member.link, member.payloadTypes, ssrcs, {...NO_TRACKS, ...wanted});
    room.subscribe(member, srcTinyId, subscription);
    return undefined;
  }),

  subscribe_change: command(4106, Changed, ({srcTinyId, ...wanted}, member) => {
    const subscription = member.room.subscription(member, srcTinyId);
    if (!subscription) throw new Refusal(NO_SUCH_USER, 'nothing is subscribed to');
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

  /** Every two seconds: the client knows by the answers that its socket lives. */
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

/** One socket of one client: who speaks by it is settled by its first word. */
export class Signalling {
  readonly userId: string;
  readonly #rtc: Rtc;
  readonly #socket: WebSocket;
  #member: Member | undefined;

  constructor(rtc: Rtc, socket: WebSocket, userId: string) {
    this.#rtc = rtc;
    this.#socket = socket;
    this.userId = userId;
    this.#say(19, 0, {clientIp: '127.0.0.1', signalInnerIp: '127.0.0.1', svrTime: Date.now()});
  }

  get member(): Member | undefined {
    return this.#member;
  }

  hear(text: string): void {
    if (this.#rtc.faults.isSilent(this.userId)) return;
    const frame = read(text);
    if (!frame) return;
    const {cmd, seq = 0, data, tinyId = ''} = frame;
    if (cmd === 'join/v2') this.#answer(20, seq, () => this.#join(data));
    else if (cmd === 'reconnect') this.#answer(514, seq, () => this.#comeBack(tinyId));
    else this.#command(cmd, seq, data);
  }

  #command(cmd: string, seq: number, data: unknown): void {
    const member = this.#member;
    const known = Object.hasOwn(COMMANDS, cmd) ? COMMANDS[cmd] : undefined;
    // Who took the member's place by another socket speaks for it; a command of another kind is passed over.
    if (!known || member?.socket !== this.#socket) return;
    member.heardAt = performance.now();
    if (known.reply === undefined) attempt(() => known.run(data, member, this.#rtc));
    else this.#answer(known.reply, seq, () => known.run(data, member, this.#rtc));
  }

  #join(data: unknown): object {
    const rtc = this.#rtc;
    if (rtc.faults.failJoins > 0) {
      rtc.faults.failJoins -= 1;
      throw new Refusal(70_001, 'refused on purpose');
    }
    if (!Value.Check(Join, data)) throw new Refusal(BAD_REQUEST, 'the request is not as it should be');
    const {roomId, userSig, privateMapKey = '', trtcRole, ability} = data;
    const admitted = rtc.admit(this.userId, userSig, privateMapKey, roomId);
    if (!admitted.ok) throw new Refusal(admitted.code, admitted.info);
    if (trtcRole === 20 && !admitted.mayPublish) throw new Refusal(NOT_PERMITTED, 'a viewer cannot go on air');
    for (const other of rtc.members) if (other.userId === this.userId) rtc.ban(other, 'kick');

    const room = rtc.room(roomId);
    const {userId} = this;
    const member = new Member({
      userId,
      tinyId: rtc.nextTinyId(),
      room,
      mayPublish: admitted.mayPublish,
      isSilent: () => rtc.faults.isSilent(userId),
    });
    const agreed = connectMedia(ability, member, rtc);
    member.speakBy(this.#socket);
    room.members.set(member.tinyId, member);
    this.#member = member;
    if (trtcRole === 20) takeRole(20, member, rtc);
    setTimeout(() => member.push('publishers', room.publishers), LIST_AFTER_MS);
    const {port} = rtc.port;
    return {
      relayOuterIp: '127.0.0.1',
      relayInnerIp: '127.0.0.1',
      relayPort: port,
      bakRelayIps: [],
      publishers: [],
      ability: agreed,
    };
  }

  #comeBack(tinyId: string): object {
    const member = this.#rtc.members.find((other) => other.tinyId === tinyId && other.userId === this.userId);
    if (!member) throw new Refusal(NO_SUCH_USER, 'the client is in no room any more');
    member.speakBy(this.#socket);
    member.heardAt = performance.now();
    this.#member = member;
    return {clientIp: '127.0.0.1', signalInnerIp: '127.0.0.1', svrTime: Date.now()};
  }

  #answer(cmd: number, seq: number, run: () => object): void {
    try {
      this.#say(cmd, seq, run());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#say(cmd, seq, {}, error.code, error.message);
    }
  }

  #say(cmd: number, seq: number, data: object, code = 0, message = ''): void {
    const tinyId = this.#member?.tinyId ?? '';
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.send(JSON.stringify({cmd, code, message, seq, tinyId, data}));
  }
}

function read(text: string): Static<typeof Frame> | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return Value.Check(Frame, frame) ? frame : undefined;
  } catch {
    return undefined; // Not JSON: passed over like any frame that is none.
  }
}

/** Does what nobody waits for an answer to. */
function attempt(run: () => object): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

function takeRole(role: 20 | 21, member: Member, rtc: Rtc): void {
  const {room} = member;
  if (role === 20) {
    if (!member.mayPublish) throw new Refusal(NOT_PERMITTED, 'a viewer cannot go on air');
    member.role = 'anchor';
    room.enter(member);
    rtc.castStandIns();
  } else {
    member.role = 'audience';
    member.publication = undefined;
    room.exit(member, Left.roleChange);
    rtc.castStandIns();
  }
}

/** @returns our half of what was agreed */
function connectMedia(ability: Ability, member: Member, rtc: Rtc): object {
  const payloadTypes = payloadTypesOf(ability);
  if (!payloadTypes) throw new Refusal(BAD_REQUEST, 'neither Opus nor VP8 can be done without');
  const {port, certificate} = rtc;
  const link: MediaLink = new MediaLink({
    port,
    certificate,
    fingerprint: ability.dtls.fingerprint,
    onRtp: (packet) => member.link === link && member.heardRtp(packet),
    onRtcp: (packet) => member.link === link && member.heardRtcp(packet),
  });
  member.mediaBy(link, payloadTypes);
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
