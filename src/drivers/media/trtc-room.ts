import type TRTC from 'trtc-sdk-v5';
import type {MediaSink} from '../media-driver.js';
import {FrameWatch} from './frame-watch.js';
import {fromSdkError} from './trtc-failure.js';

/** Timeout of leaving. The service removes a silent client by itself. */
const LEAVE_TIMEOUT_MS = 2_000;
/**
 * The SDK rebuilds a broken media path by itself after 16 s or more. After this time without frames the driver enters
 * the room again.
 */
export const FRAME_TIMEOUT_MS = 30_000;
const FIRST_FRAME_TIMEOUT_MS = 12_000;

/** Credentials, room and proxy of a TRTC room. */
export interface TrtcCredentials {
  readonly sdkAppId: number;
  readonly rtc: {
    readonly userId: string;
    readonly userSig: string;
    readonly roomId: string;
    readonly privateMapKey?: string | undefined;
  };
  /** `ws(s)://host/path` of a proxy. Default: TRTC's own hosts. */
  readonly rtcServer?: string | undefined;
}

export interface TrtcRoomOptions {
  readonly sdk: typeof TRTC;
  /** User id of the host. Other users are not shown. */
  readonly hostId: string;
  /** Containers of the videos. */
  readonly camera: HTMLElement;
  readonly screen: HTMLElement;
  readonly sink: MediaSink;
}

/** A part of the SDK that its types do not declare. A version without it keeps its media for a moment longer. */
interface TrtcInternals {
  readonly room?: {readonly singlePC?: {close?(): void} | null};
}

type Kind = 'camera' | 'screen';

/** One SDK instance in one room. Each object is used once. */
export class TrtcRoom {
  /** Ends the connection for a reason. */
  finish!: (reason: string) => void;
  /** Resolves with the reason when the room must be left. */
  readonly finished = new Promise<string>((resolve) => (this.finish = resolve));
  readonly #trtc: TRTC;
  readonly #options: TrtcRoomOptions;
  readonly #isPaused: () => boolean;
  readonly #frameWatch: FrameWatch;
  /** The host's videos that are available. */
  readonly #available = {camera: false, screen: false};
  #hasSound = false;
  #muted = false;
  /** Media that the browser has blocked until a user gesture, and the SDK's functions that resume them. */
  readonly #blocked = new Set<'audio' | 'video'>();
  #resume: (() => void)[] = [];

  constructor(options: TrtcRoomOptions, isPaused: () => boolean) {
    this.#options = options;
    this.#trtc = options.sdk.create();
    this.#isPaused = isPaused;
    this.#frameWatch = new FrameWatch({
      video: () => this.#video,
      onStarving: (waiting) => options.sink.changed({waiting}),
      onStarved: () => this.finish('no frames arrive'),
      firstFrameTimeoutMs: FIRST_FRAME_TIMEOUT_MS,
      nextFrameTimeoutMs: FRAME_TIMEOUT_MS,
    });
    this.#listen();
  }

  async enter({sdkAppId, rtc, rtcServer}: TrtcCredentials, muted: boolean, volume: number): Promise<void> {
    this.#muted = muted;
    const {TYPE} = this.#options.sdk;
    const {userId, userSig, roomId, privateMapKey} = rtc;
    try {
      await this.#trtc.enterRoom({
        sdkAppId,
        userId,
        userSig,
        strRoomId: roomId,
        ...(privateMapKey && {privateMapKey}),
        scene: TYPE.SCENE_LIVE,
        role: TYPE.ROLE_AUDIENCE,
        autoReceiveAudio: false,
        enableAutoPlayDialog: false,
        ...(rtcServer && {proxy: proxyOf(rtcServer)}),
      });
    } catch (error) {
      throw fromSdkError(error);
    }
    if (volume < 1) this.setVolume(volume);
    // The SDK reports the hosts on air shortly after the join. Until then the room has no host.
    if (!this.#available.camera) this.#options.sink.changed({waiting: false});
  }

  play(muted: boolean): void {
    for (const resume of this.#resume.splice(0)) resume();
    this.#blocked.clear();
    this.#updateBlocked();
    for (const kind of ['camera', 'screen'] as const)
      if (this.#available[kind] && !this.#isShown(kind)) this.#show(kind);
    this.mute(muted);
  }

  pause(): void {
    this.#frameWatch.stop();
    this.#options.sink.changed({waiting: false});
    this.#ignoreRejection(this.#trtc.stopRemoteVideo({userId: '*'}));
    if (this.#hasSound) this.#ignoreRejection(this.#trtc.muteRemoteAudio(this.#options.hostId, true));
  }

  mute(muted: boolean): void {
    this.#muted = muted;
    if (this.#hasSound && !this.#isPaused())
      this.#ignoreRejection(this.#trtc.muteRemoteAudio(this.#options.hostId, muted));
  }

  setVolume(volume: number): void {
    this.#trtc.setRemoteAudioVolume('*', Math.round(volume * 100));
  }

  /** Leaves the room. Never rejects. Takes at most `LEAVE_TIMEOUT_MS`. */
  async leave(): Promise<void> {
    this.#frameWatch.stop();
    document.removeEventListener('click', this.#onClick, {capture: true});
    this.#closePeerConnection();
    const leaving = this.#trtc.exitRoom().catch(() => undefined); // The room was never entered.
    await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, LEAVE_TIMEOUT_MS))]);
    try {
      this.#trtc.destroy();
    } catch {
      // The SDK is still leaving. Destroy it after that.
      void leaving.then(() => this.#trtc.destroy());
    }
    this.#options.camera.replaceChildren();
    this.#options.screen.replaceChildren();
  }

  /**
   * Closes the media connection at once. The SDK first sends a last report, for which a page that is left has no time,
   * and Chromium keeps no page with a live track in its back-forward cache.
   */
  #closePeerConnection(): void {
    const {room} = this.#trtc as unknown as TrtcInternals;
    room?.singlePC?.close?.();
  }

  get #video(): HTMLVideoElement | null {
    const {camera, screen} = this.#options;
    if (this.#isPaused()) return null;
    return (this.#available.screen ? screen : camera).querySelector('video');
  }

  #listen(): void {
    const {hostId, sink, sdk} = this.#options;
    const {EVENT} = sdk;
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
      if (!this.#video) this.#frameWatch.stop();
      sink.changed({[kind]: false, ...(!this.#available.camera && !this.#available.screen && {waiting: false})});
    });
    trtc.on(EVENT.FIRST_VIDEO_FRAME, ({userId, streamType}) => {
      if (userId !== hostId) return;
      this.#frameWatch.start();
      sink.changed({[kindOf(streamType)]: true, waiting: false});
    });
    trtc.on(EVENT.REMOTE_AUDIO_AVAILABLE, ({userId}) => {
      if (userId !== hostId) return;
      this.#hasSound = true;
      sink.changed({sound: true});
      if (!this.#isPaused()) this.#ignoreRejection(trtc.muteRemoteAudio(hostId, this.#muted));
    });
    trtc.on(EVENT.REMOTE_AUDIO_UNAVAILABLE, ({userId}) => {
      if (userId !== hostId) return;
      this.#hasSound = false;
      sink.changed({sound: false});
    });
    trtc.on(EVENT.AUTOPLAY_FAILED, ({userId, mediaType, resume}) => {
      if (userId !== hostId) return;
      this.#resume.push(() => this.#ignoreRejection(Promise.resolve(resume())));
      this.#blocked.add(mediaType === 'audio' ? 'audio' : 'video');
      this.#updateBlocked();
    });
    trtc.on(EVENT.KICKED_OUT, ({reason}) => this.finish(reason));
  }

  #updateBlocked(): void {
    const blocked = this.#blocked.has('video') ? 'all' : this.#blocked.has('audio') ? 'sound' : '';
    this.#options.sink.changed({blocked});
    // Any click on the page resumes blocked media. The SDK listens for clicks as well.
    if (blocked) document.addEventListener('click', this.#onClick, {once: true, capture: true});
    else document.removeEventListener('click', this.#onClick, {capture: true});
  }

  readonly #onClick = () => this.#isPaused() || this.play(this.#muted);

  /**
   * Shows a video. Called each time it becomes available, because the SDK forgets the container when the video ends.
   */
  #show(kind: Kind): void {
    const {hostId, sink, camera, screen, sdk} = this.#options;
    sink.changed({waiting: true});
    this.#frameWatch.start();
    const view = kind === 'camera' ? camera : screen;
    const streamType = kind === 'camera' ? sdk.TYPE.STREAM_TYPE_MAIN : sdk.TYPE.STREAM_TYPE_SUB;
    this.#ignoreRejection(
      this.#trtc.startRemoteVideo({userId: hostId, streamType, view, option: {fillMode: 'contain'}}),
    );
  }

  #isShown(kind: Kind): boolean {
    return !!this.#options[kind].querySelector('video');
  }

  /** Ignores a rejection: the video has ended or the room was left. Events report the result. */
  #ignoreRejection(call: Promise<unknown>): void {
    call.catch(() => undefined);
  }
}

function kindOf(streamType: string): Kind {
  return streamType === 'sub' ? 'screen' : 'camera';
}

/**
 * The proxy settings for `rtc-server`. The SDK requests `scheduleProxy` over HTTPS after three failures of the socket.
 */
function proxyOf(server: string) {
  const {host} = new URL(server);
  return {
    websocketProxy: server,
    loggerProxy: `${server.replace('ws', 'http').replace(/\/+$/, '')}/log`,
    scheduleProxy: host,
  };
}
