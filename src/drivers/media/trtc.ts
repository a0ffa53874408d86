/** The picture by TRTC: what the host of a room sends, as its audience sees it. Facts of the SDK are those of 5.17.1. */
import TRTC from 'trtc-sdk-v5/trtc.esm.js';
import * as v from 'valibot';
import {pause, throwIfAborted, within} from '../../protocol/abort.js';
import {isSafeSocket} from '../../protocol/address.js';
import {SECRET_MAX_CHARS, USER_ID_MAX_BYTES} from '../../protocol/limits.js';
import {maybe, text, whole} from '../../protocol/schema.js';
import {backOff, type MediaDriver, type MediaSink} from '../media-driver.js';
import {FrameWatch} from './frame-watch.js';

/** Importing the SDK has the browser look up Tencent's schedule hosts (`dns-prefetch`): those links do not stay in the page. */
const PREFETCHED = ['schedule.cloud-rtc', 'schedule.rtc-web'];
for (const host of PREFETCHED) {
  for (const link of document.head.querySelectorAll(`link[rel="dns-prefetch"][href*="${host}"]`)) link.remove();
}
// Neither to the console nor to its makers, beyond what the SDK does not leave to its users.
TRTC.setLogLevel(5, false);

/** `enterRoom` never settles while the service cannot be reached. */
const ENTER_TIMEOUT_MS = 12_000;
/** Leaving is not waited for any longer: the service forgets a client that is silent. */
const LEAVE_TIMEOUT_MS = 2_000;
/** The SDK builds a broken media path anew by itself, after 16 s and more; what is still without frames then is entered anew. */
const STARVED_MS = 30_000;
const STARVED_AT_FIRST_MS = 12_000;

/** Signatures that lapsed, or were never good: others may be. */
const SIGNATURE_CODES = [70_001, 70_003, 70_009, 70_013, 70_014, -100_006];

const shape = v.object({
  sdkAppId: whole(1),
  rtc: v.object({
    userId: text(USER_ID_MAX_BYTES, 1),
    userSig: text(SECRET_MAX_CHARS, 1),
    roomId: text(64, 1),
    privateMapKey: maybe(text(SECRET_MAX_CHARS)),
  }),
  rtcServer: maybe(v.pipe(v.string(), v.check(isSafeSocket))),
});
type Entrance = v.InferOutput<typeof shape>;

export interface TrtcOptions {
  /** Who signs in where; asked `again`, by signatures made anew. Nobody has looked at the answer. */
  readonly entrance: (again: boolean) => Promise<unknown>;
  /** The only user who is shown. */
  readonly hostId: string;
  /** Where the pictures go. */
  readonly camera: HTMLElement;
  readonly screen: HTMLElement;
  readonly muted: boolean;
  readonly volume: number;
  readonly sink: MediaSink;
}

type Kind = 'camera' | 'screen';

/** One viewer's way to the picture: enters, and enters again for as long as it takes. */
export class TrtcDriver implements MediaDriver {
  readonly #options: TrtcOptions;
  readonly #end = new AbortController();
  #room: TrtcRoom | undefined;
  #paused = false;
  #muted: boolean;
  #volume: number;
  readonly #left: Promise<void>;

  constructor(options: TrtcOptions) {
    this.#options = options;
    this.#muted = options.muted;
    this.#volume = options.volume;
    options.sink.changed({live: true, waiting: true});
    this.#left = this.#stay().catch(() => undefined); // It was stopped.
  }

  play(): void {
    this.#paused = false;
    this.#room?.play(this.#muted);
  }

  pause(): void {
    this.#paused = true;
    this.#room?.pause();
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    this.#room?.mute(muted);
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#room?.setVolume(volume);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await this.#left;
  }

  async #stay(): Promise<void> {
    const {signal} = this.#end;
    const {sink} = this.#options;
    for (let failures = 0, again = false; ;) {
      try {
        const began = performance.now();
        const reason = await this.#enter(again);
        again = false;
        if (reason === 'banned' || reason === 'room_disband') {
          sink.changed(NOTHING);
          if (reason === 'banned') sink.failed('BANNED', 'TRTC: banned', 1, true);
          return;
        }
        failures = performance.now() - began > STARVED_MS + 1_000 ? 1 : failures + 1;
        sink.failed('MEDIA_FAILED', `TRTC: ${reason}`, failures);
      } catch (error) {
        if (signal.aborted) throw error;
        failures += 1;
        const failure = await whyNot(error);
        throwIfAborted(signal);
        again = failure.again;
        sink.failed(failure.code, failure.message, failures, failure.final);
        if (failure.final) return;
      }
      await pause(backOff(failures), signal);
      sink.changed({waiting: true});
    }
  }

  /** Enters the room and stays. @returns why it is over */
  async #enter(again: boolean): Promise<string> {
    const {signal} = this.#end;
    const {entrance, sink} = this.#options;
    const told = v.safeParse(shape, await entrance(again));
    if (!told.success) throw new Failure('BAD_CONFIG', 'nobody signs this viewer in to TRTC', {final: true});
    const room = new TrtcRoom(this.#options, () => this.#paused);
    this.#room = room;
    try {
      await within(
        ENTER_TIMEOUT_MS,
        signal,
        room.enter(told.output, this.#muted, this.#volume),
        () => new Failure('CONNECTION_LOST', 'TRTC does not answer'),
      );
      return await room.over(signal);
    } finally {
      this.#room = undefined;
      sink.changed({...NOTHING, waiting: !signal.aborted});
      await room.leave();
    }
  }
}

const NOTHING = {camera: false, screen: false, sound: false, waiting: false, blocked: ''} as const;

interface FailureOptions {
  /** New signatures may do. */
  readonly again?: boolean;
  /** Nothing will do. */
  readonly final?: boolean;
}

class Failure extends Error {
  readonly code;
  readonly again: boolean;
  readonly final: boolean;

  constructor(
    code: 'MEDIA_FAILED' | 'CONNECTION_LOST' | 'BAD_CONFIG' | 'UNSUPPORTED_BROWSER',
    message: string,
    {again = false, final = false}: FailureOptions = {},
  ) {
    super(message);
    this.code = code;
    this.again = again;
    this.final = final;
  }
}

/**
 * Whether the browser can is asked only when it did not: the answer takes a sixth of a second. `result` would be false on an insecure
 * page, where one can watch all the same.
 */
async function whyNot(error: unknown): Promise<Failure> {
  const {detail} = (await TRTC.isSupported()) as {readonly detail: Readonly<Record<string, boolean>>};
  const decodes = detail.isH264DecodeSupported || detail.isVp8DecodeSupported;
  if (!detail.isBrowserSupported || !detail.isWebRTCSupported || !decodes)
    return new Failure('UNSUPPORTED_BROWSER', 'this browser cannot play TRTC', {final: true});
  return error instanceof Failure ? error : new Failure('MEDIA_FAILED', 'TRTC cannot be entered');
}

/** One instance of the SDK in one room, from its making to its end. */
class TrtcRoom {
  readonly #trtc = TRTC.create();
  readonly #options: TrtcOptions;
  readonly #isPaused: () => boolean;
  readonly #watch: FrameWatch;
  /** What is there to be seen. */
  readonly #available = {camera: false, screen: false};
  #sounds = false;
  #muted = false;
  /** What the browser plays only once asked, and how it is asked. */
  readonly #blocked = new Set<'audio' | 'video'>();
  #resume: (() => void)[] = [];
  #finish!: (reason: string) => void;
  readonly #finished = new Promise<string>((resolve) => (this.#finish = resolve));

  constructor(options: TrtcOptions, isPaused: () => boolean) {
    this.#options = options;
    this.#isPaused = isPaused;
    this.#watch = new FrameWatch({
      video: () => this.#video,
      starving: (waiting) => options.sink.changed({waiting}),
      starved: () => this.#finish('no picture arrives'),
      firstMs: STARVED_AT_FIRST_MS,
      againMs: STARVED_MS,
    });
    this.#listen();
  }

  async enter({sdkAppId, rtc, rtcServer}: Entrance, muted: boolean, volume: number): Promise<void> {
    this.#muted = muted;
    const {userId, userSig, roomId, privateMapKey} = rtc;
    try {
      await this.#trtc.enterRoom({
        sdkAppId,
        userId,
        userSig,
        strRoomId: roomId,
        ...(privateMapKey && {privateMapKey}),
        scene: TRTC.TYPE.SCENE_LIVE,
        role: TRTC.TYPE.ROLE_AUDIENCE,
        autoReceiveAudio: false,
        enableAutoPlayDialog: false,
        ...(rtcServer && {proxy: proxyOf(rtcServer)}),
      });
    } catch (error) {
      throw failureOf(error);
    }
    if (volume < 1) this.setVolume(volume);
    // Whoever is on air is told within a moment; until then nobody is.
    if (!this.#available.camera) this.#options.sink.changed({waiting: false});
  }

  /** Settles when the room has to be entered anew, or never again. */
  async over(signal: AbortSignal): Promise<string> {
    const race = new AbortController();
    const end = () => race.abort();
    signal.addEventListener('abort', end, {once: true});
    try {
      return await Promise.race([this.#finished, forever(race.signal)]);
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  play(muted: boolean): void {
    for (const resume of this.#resume.splice(0)) resume();
    this.#blocked.clear();
    this.#tellBlocked();
    for (const kind of ['camera', 'screen'] as const) if (this.#available[kind] && !this.#shows(kind)) this.#show(kind);
    this.mute(muted);
  }

  pause(): void {
    this.#watch.stop();
    this.#options.sink.changed({waiting: false});
    this.#quietly(this.#trtc.stopRemoteVideo({userId: '*'}));
    if (this.#sounds) this.#quietly(this.#trtc.muteRemoteAudio(this.#options.hostId, true));
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    if (this.#sounds && !this.#isPaused()) this.#quietly(this.#trtc.muteRemoteAudio(this.#options.hostId, muted));
  }

  setVolume(volume: number): void {
    this.#trtc.setRemoteAudioVolume('*', Math.round(volume * 100));
  }

  /** Never rejects, nor takes long. */
  async leave(): Promise<void> {
    this.#watch.stop();
    document.removeEventListener('click', this.#clicked, {capture: true});
    const leaving = this.#trtc.exitRoom().catch(() => undefined); // It was never in.
    await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, LEAVE_TIMEOUT_MS))]);
    try {
      this.#trtc.destroy();
    } catch {
      // It is still leaving, and ends by itself when it has.
      void leaving.then(() => this.#trtc.destroy());
    }
    this.#options.camera.replaceChildren();
    this.#options.screen.replaceChildren();
  }

  get #video(): HTMLVideoElement | null {
    const {camera, screen} = this.#options;
    if (this.#isPaused()) return null;
    return (this.#available.screen ? screen : camera).querySelector('video');
  }

  #listen(): void {
    const {hostId, sink} = this.#options;
    const {EVENT} = TRTC;
    const trtc = this.#trtc;
    trtc.on(EVENT.REMOTE_VIDEO_AVAILABLE, ({userId, streamType}) => {
      if (userId !== hostId) return;
      const kind = kindOf(streamType);
      this.#available[kind] = true;
      if (!this.#isPaused()) this.#show(kind);
    });
    trtc.on(EVENT.REMOTE_VIDEO_UNAVAILABLE, ({userId, streamType}) => {
      if (userId !== hostId) return;
      const kind = kindOf(streamType);
      this.#available[kind] = false;
      if (!this.#video) this.#watch.stop();
      sink.changed({[kind]: false, ...(!this.#available.camera && !this.#available.screen && {waiting: false})});
    });
    trtc.on(EVENT.FIRST_VIDEO_FRAME, ({userId, streamType}) => {
      if (userId !== hostId) return;
      this.#watch.start();
      sink.changed({[kindOf(streamType)]: true, waiting: false});
    });
    trtc.on(EVENT.REMOTE_AUDIO_AVAILABLE, ({userId}) => {
      if (userId !== hostId) return;
      this.#sounds = true;
      sink.changed({sound: true});
      if (!this.#isPaused()) this.#quietly(trtc.muteRemoteAudio(hostId, this.#muted));
    });
    trtc.on(EVENT.REMOTE_AUDIO_UNAVAILABLE, ({userId}) => {
      if (userId !== hostId) return;
      this.#sounds = false;
      sink.changed({sound: false});
    });
    trtc.on(EVENT.AUTOPLAY_FAILED, ({userId, mediaType, resume}) => {
      if (userId !== hostId) return;
      this.#resume.push(() => this.#quietly(Promise.resolve(resume())));
      this.#blocked.add(mediaType === 'audio' ? 'audio' : 'video');
      this.#tellBlocked();
    });
    trtc.on(EVENT.KICKED_OUT, ({reason}) => this.#finish(reason));
  }

  #tellBlocked(): void {
    const blocked = this.#blocked.has('video') ? 'all' : this.#blocked.has('audio') ? 'sound' : '';
    this.#options.sink.changed({blocked});
    // Any click on the page brings what was blocked, wherever it goes: the SDK listens for it as well.
    if (blocked) document.addEventListener('click', this.#clicked, {once: true, capture: true});
    else document.removeEventListener('click', this.#clicked, {capture: true});
  }

  readonly #clicked = () => this.play(this.#muted);

  /** Each time a picture is there anew: the SDK forgets where it was to be shown when it goes. */
  #show(kind: Kind): void {
    const {hostId, sink, camera, screen} = this.#options;
    sink.changed({waiting: true});
    this.#watch.start();
    const view = kind === 'camera' ? camera : screen;
    const streamType = kind === 'camera' ? TRTC.TYPE.STREAM_TYPE_MAIN : TRTC.TYPE.STREAM_TYPE_SUB;
    this.#quietly(this.#trtc.startRemoteVideo({userId: hostId, streamType, view, option: {fillMode: 'contain'}}));
  }

  #shows(kind: Kind): boolean {
    return !!this.#options[kind].querySelector('video');
  }

  /** The picture went meanwhile, or the room was left: what comes of it is told by events. */
  #quietly(doing: Promise<unknown>): void {
    doing.catch(() => undefined);
  }
}

function kindOf(streamType: string): Kind {
  return streamType === 'sub' ? 'screen' : 'camera';
}

/** As the contract of `rtc-server` has it. `scheduleProxy` is asked, over https, after the socket has failed three times. */
function proxyOf(server: string) {
  const {host} = new URL(server);
  return {
    websocketProxy: server,
    loggerProxy: `${server.replace('ws', 'http').replace(/\/+$/, '')}/log`,
    scheduleProxy: host,
  };
}

/** Without the SDK's own words, which carry addresses with signatures in them. */
function failureOf(error: unknown): Failure {
  const {code, extraCode} = error as {readonly code?: number; readonly extraCode?: number};
  const again = extraCode !== undefined && SIGNATURE_CODES.includes(extraCode);
  return new Failure('MEDIA_FAILED', `TRTC refused: ${code ?? 'unknown'}${extraCode ? ` ${extraCode}` : ''}`, {again});
}

async function forever(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DOMException('no longer wanted', 'AbortError')), {once: true});
  });
}
