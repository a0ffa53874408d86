import TRTC from 'trtc-sdk-v5/trtc.esm.js';
import type {MediaSink} from '../media-driver.js';
import {FrameWatch} from './frame-watch.js';
import {failureOf} from './trtc-failure.js';

/** Leaving is not waited for any longer: the service forgets a client that is silent. */
const LEAVE_TIMEOUT_MS = 2_000;
/** The SDK builds a broken media path anew by itself, after 16 s and more; what is still without frames then is entered anew. */
export const STARVED_MS = 30_000;
const STARVED_AT_FIRST_MS = 12_000;

/** Who enters which room, and by which way. */
export interface TrtcEntrance {
  readonly sdkAppId: number;
  readonly rtc: {
    readonly userId: string;
    readonly userSig: string;
    readonly roomId: string;
    readonly privateMapKey?: string | undefined;
  };
  /** `ws(s)://host/path` of a proxy; TRTC's own hosts unless given. */
  readonly rtcServer?: string | undefined;
}

export interface TrtcRoomOptions {
  /** The only user who is shown. */
  readonly hostId: string;
  /** Where the pictures go. */
  readonly camera: HTMLElement;
  readonly screen: HTMLElement;
  readonly sink: MediaSink;
}

type Kind = 'camera' | 'screen';

/** One instance of the SDK in one room, from its making to its end. */
export class TrtcRoom {
  /** Ends the stay, for a reason. */
  finish!: (reason: string) => void;
  /** Settles, with the reason, when the room has to be left. */
  readonly finished = new Promise<string>((resolve) => (this.finish = resolve));
  readonly #trtc = TRTC.create();
  readonly #options: TrtcRoomOptions;
  readonly #isPaused: () => boolean;
  readonly #watch: FrameWatch;
  /** What is there to be seen. */
  readonly #available = {camera: false, screen: false};
  #sounds = false;
  #muted = false;
  /** What the browser plays only once asked, and how it is asked. */
  readonly #blocked = new Set<'audio' | 'video'>();
  #resume: (() => void)[] = [];

  constructor(options: TrtcRoomOptions, isPaused: () => boolean) {
    this.#options = options;
    this.#isPaused = isPaused;
    this.#watch = new FrameWatch({
      video: () => this.#video,
      starving: (waiting) => options.sink.changed({waiting}),
      starved: () => this.finish('no picture arrives'),
      firstMs: STARVED_AT_FIRST_MS,
      againMs: STARVED_MS,
    });
    this.#listen();
  }

  async enter({sdkAppId, rtc, rtcServer}: TrtcEntrance, muted: boolean, volume: number): Promise<void> {
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
    trtc.on(EVENT.KICKED_OUT, ({reason}) => this.finish(reason));
  }

  #tellBlocked(): void {
    const blocked = this.#blocked.has('video') ? 'all' : this.#blocked.has('audio') ? 'sound' : '';
    this.#options.sink.changed({blocked});
    // Any click on the page brings what was blocked, wherever it goes: the SDK listens for it as well.
    if (blocked) document.addEventListener('click', this.#clicked, {once: true, capture: true});
    else document.removeEventListener('click', this.#clicked, {capture: true});
  }

  readonly #clicked = () => this.#isPaused() || this.play(this.#muted);

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
