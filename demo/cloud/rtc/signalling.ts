/** One WebSocket of the TRTC SDK: entering a room, reconnecting, commands. Names and numbers are those of SDK 5.17.1. */
import {Type, type Static} from 'typebox';
import {Value} from 'typebox/value';
import type {WebSocket} from 'ws';
import {Ability} from './ability.ts';
import {BAD_REQUEST, COMMANDS, connectMedia, Id, NO_SUCH_USER, Refusal, takeRole} from './commands.ts';
import {Member} from './member.ts';
import {NOT_PERMITTED, type Rtc} from './rtc.ts';

/** The SDK reads the list of publishers only after it has processed the join response. */
const LIST_AFTER_MS = 100;

const Sig = Type.String({maxLength: 4_096});

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

/** One WebSocket of one client. Its first command decides the member. */
export class Signalling {
  readonly userId: string;
  readonly #rtc: Rtc;
  readonly #socket: WebSocket;
  #member: Member | undefined;

  constructor(rtc: Rtc, socket: WebSocket, userId: string) {
    this.#rtc = rtc;
    this.#socket = socket;
    this.userId = userId;
    this.#send(19, 0, {clientIp: '127.0.0.1', signalInnerIp: '127.0.0.1', svrTime: Date.now()});
  }

  get member(): Member | undefined {
    return this.#member;
  }

  handleFrame(text: string): void {
    if (this.#rtc.faults.isSilent(this.userId)) return;
    const frame = read(text);
    if (!frame) return;
    const {cmd, seq = 0, data, tinyId = ''} = frame;
    if (cmd === 'join/v2') this.#answer(20, seq, () => this.#join(data));
    else if (cmd === 'reconnect') this.#answer(514, seq, () => this.#reconnect(tinyId));
    else this.#command(cmd, seq, data);
  }

  #command(cmd: string, seq: number, data: unknown): void {
    const member = this.#member;
    const known = Object.hasOwn(COMMANDS, cmd) ? COMMANDS[cmd] : undefined;
    // Unknown commands are ignored, and so are those of a socket that was replaced by a reconnect.
    if (!known || member?.socket !== this.#socket) return;
    member.lastSeenAt = performance.now();
    if (known.reply === undefined) attempt(() => known.run(data, member, this.#rtc));
    else this.#answer(known.reply, seq, () => known.run(data, member, this.#rtc));
  }

  #join(data: unknown): object {
    const rtc = this.#rtc;
    if (rtc.faults.failJoins > 0) {
      rtc.faults.failJoins -= 1;
      throw new Refusal(70_001, 'refused by the fault failJoins');
    }
    if (!Value.Check(Join, data)) throw new Refusal(BAD_REQUEST, 'the request does not match the schema');
    const {roomId, userSig, privateMapKey = '', trtcRole, ability} = data;
    const admitted = rtc.checkEntry(this.userId, userSig, privateMapKey, roomId);
    if (!admitted.ok) throw new Refusal(admitted.code, admitted.info);
    if (trtcRole === 20 && !admitted.mayPublish) throw new Refusal(NOT_PERMITTED, 'a viewer cannot publish');
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
    member.useSocket(this.#socket);
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

  #reconnect(tinyId: string): object {
    const member = this.#rtc.members.find((other) => other.tinyId === tinyId && other.userId === this.userId);
    if (!member) throw new Refusal(NO_SUCH_USER, 'the client is no longer in a room');
    member.useSocket(this.#socket);
    member.lastSeenAt = performance.now();
    this.#member = member;
    return {clientIp: '127.0.0.1', signalInnerIp: '127.0.0.1', svrTime: Date.now()};
  }

  #answer(cmd: number, seq: number, run: () => object): void {
    try {
      this.#send(cmd, seq, run());
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#send(cmd, seq, {}, error.code, error.message);
    }
  }

  #send(cmd: number, seq: number, data: object, code = 0, message = ''): void {
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
    return undefined; // Not JSON: ignored like every invalid frame.
  }
}

/** Runs a command without a response. */
function attempt(run: () => object): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
