/** Publishes the host's video by the real TRTC SDK: a camera and a microphone, a screen, or a drawn scene. */
import type TRTC from 'trtc-sdk-v5';
import {TermError} from '../base/error-text.ts';
import type {Term} from '../base/language.ts';
import type {HostSession} from '../base/server-types.ts';
import {startScene, type Scene} from './scene.ts';

type Sdk = typeof TRTC;

export type AirState = 'off' | 'preview' | 'air' | 'paused';
export type Source = 'camera' | 'scene';
export type AirTrack = 'camera' | 'microphone';

/** The chosen devices. An empty id means the browser's default. */
export interface Devices {
  readonly cameraId: string;
  readonly microphoneId: string;
}

export interface AirNumbers {
  readonly width?: number;
  readonly height?: number;
  readonly frameRate?: number;
  /** kbit/s */
  readonly bitrate?: number;
  /** ms */
  readonly rtt: number;
  /** Per cent. */
  readonly loss: number;
}

const SDK = '/studio/trtc/trtc.js';
const PROFILE = {width: 640, height: 480, frameRate: 15, bitrate: 800};
/** `enterRoom` never settles while the service cannot be reached. */
const ENTER_MS = 15_000;

/** Locale terms of TRTC's error codes. */
const TROUBLES: Readonly<Record<number, Term>> = {
  5200: 'airUnsupported',
  5201: 'airInsecure',
  5301: 'airNoDevice',
  5302: 'airNotAllowed',
  5303: 'airInUse',
};

let sdk: Promise<Sdk> | undefined;

/** Loads the SDK once. It is large, and only needed for publishing. */
function loadSdk(): Promise<Sdk> {
  sdk ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), {src: SDK});
    script.onload = () => resolve((window as unknown as {TRTC: Sdk}).TRTC);
    script.onerror = () => {
      sdk = undefined;
      reject(new TermError('airNoSdk'));
    };
    document.head.append(script);
  });
  return sdk;
}

/** Fires `changed`, `devices` when devices are added or removed, and `over` when the service ended the publishing. */
export class Broadcaster extends EventTarget {
  state: AirState = 'off';
  sharing = false;
  /** The tracks to send. None is sent while paused. */
  on: Readonly<Record<AirTrack, boolean>> = {camera: true, microphone: true};
  /** Undefined until the first measurement. */
  numbers: AirNumbers | undefined;
  #sdk: Sdk | undefined;
  #trtc: TRTC | undefined;
  #scene: Scene | undefined;
  readonly #view: HTMLElement;

  /** @param view Shows the published video. */
  constructor(view: HTMLElement) {
    super();
    this.#view = view;
  }

  async preview(source: Source, devices: Devices): Promise<void> {
    await this.stop();
    this.#sdk = await loadSdk();
    this.#sdk.setLogLevel(5, false);
    const trtc = (this.#trtc = this.#sdk.create());
    this.#listen(trtc);
    try {
      const scene = source === 'scene' ? (this.#scene = await startScene(PROFILE.frameRate)) : undefined;
      const size = scene ? {...PROFILE, ...scene.size} : PROFILE;
      await trtc.startLocalVideo({
        view: this.#view,
        publish: false,
        option: {
          profile: size,
          fillMode: 'contain',
          mirror: false,
          ...(scene ? {videoTrack: scene.video} : devices.cameraId && {cameraId: devices.cameraId}),
        },
      });
      await trtc.startLocalAudio({
        publish: false,
        option: scene ? {audioTrack: scene.audio} : devices.microphoneId ? {microphoneId: devices.microphoneId} : {},
      });
    } catch (error) {
      await this.stop();
      throw troubleOf(error);
    }
    this.#become('preview');
  }

  async start({sdkAppId, rtc, rtcServer}: HostSession): Promise<void> {
    const trtc = this.#require();
    const entering = trtc.enterRoom({
      sdkAppId,
      userId: rtc.userId,
      userSig: rtc.userSig,
      strRoomId: rtc.roomId,
      ...(rtc.privateMapKey && {privateMapKey: rtc.privateMapKey}),
      scene: this.#sdk!.TYPE.SCENE_LIVE,
      role: this.#sdk!.TYPE.ROLE_ANCHOR,
      autoReceiveAudio: false,
      enableAutoPlayDialog: false,
      ...(rtcServer && {proxy: proxyOf(rtcServer)}),
    });
    try {
      await within(ENTER_MS, entering);
      await trtc.updateLocalVideo({publish: true});
      await trtc.updateLocalAudio({publish: true});
    } catch (error) {
      await this.stop();
      throw troubleOf(error);
    }
    this.#become('air');
  }

  /** Stops sending, or sends again. The room stays entered. */
  async pause(paused: boolean): Promise<void> {
    await this.#send(paused ? {camera: false, microphone: false} : this.on);
    this.#become(paused ? 'paused' : 'air');
  }

  /** Turns a track on or off. */
  async turn(name: AirTrack, on: boolean): Promise<void> {
    const wanted = {...this.on, [name]: on};
    if (this.state !== 'paused') await this.#send(wanted);
    this.on = wanted;
    this.#changed();
  }

  async #send({camera, microphone}: Readonly<Record<AirTrack, boolean>>): Promise<void> {
    const trtc = this.#require();
    await trtc.updateLocalVideo({mute: !camera});
    await trtc.updateLocalAudio({mute: !microphone});
  }

  /** Shares a screen that the host chooses in the browser's dialog, or stops sharing. */
  async share(shared: boolean): Promise<void> {
    const trtc = this.#require();
    try {
      if (shared) await trtc.startScreenShare();
      else await trtc.stopScreenShare();
    } catch (error) {
      throw troubleOf(error);
    }
    this.sharing = shared;
    this.#changed();
  }

  /** Changes the devices of a camera that is in use. */
  async use({cameraId, microphoneId}: Devices): Promise<void> {
    if (this.#scene || !this.#trtc) return;
    try {
      if (cameraId) await this.#trtc.updateLocalVideo({option: {cameraId}});
      if (microphoneId) await this.#trtc.updateLocalAudio({option: {microphoneId}});
    } catch (error) {
      throw troubleOf(error);
    }
  }

  /** Lists the devices. Browsers hide their names until the user has allowed one of them. */
  async devices(): Promise<{
    readonly cameras: readonly MediaDeviceInfo[];
    readonly microphones: readonly MediaDeviceInfo[];
  }> {
    if (!this.#sdk) return {cameras: [], microphones: []};
    const [cameras, microphones] = await Promise.all([
      this.#sdk.getCameraList(false),
      this.#sdk.getMicrophoneList(false),
    ]);
    return {cameras, microphones};
  }

  /** The track of the microphone or the scene. */
  get audioTrack(): MediaStreamTrack | undefined {
    return this.#trtc?.getAudioTrack() ?? undefined;
  }

  /** Ends the publishing and releases every device. */
  async stop(): Promise<void> {
    const trtc = this.#trtc;
    const scene = this.#scene;
    this.#trtc = undefined;
    this.#scene = undefined;
    this.sharing = false;
    this.on = {camera: true, microphone: true};
    this.numbers = undefined;
    if (trtc) {
      const quietly = (work: Promise<unknown>) => work.catch(() => undefined); // It had not begun.
      await quietly(trtc.stopScreenShare());
      await quietly(trtc.exitRoom());
      await Promise.all([quietly(trtc.stopLocalVideo()), quietly(trtc.stopLocalAudio())]);
      trtc.destroy();
    }
    scene?.end();
    if (this.state !== 'off') this.#become('off');
  }

  #listen(trtc: TRTC): void {
    const {EVENT} = this.#sdk!;
    /** Ignores events of an earlier publishing. */
    const current =
      <T extends readonly unknown[]>(listener: (...event: T) => unknown) =>
      (...event: T) => {
        if (this.#trtc === trtc) void listener(...event);
      };
    trtc.on(
      EVENT.KICKED_OUT,
      current(async ({reason}) => {
        await this.stop();
        this.dispatchEvent(new CustomEvent('over', {detail: reason}));
      }),
    );
    trtc.on(
      EVENT.SCREEN_SHARE_STOPPED,
      current(() => {
        this.sharing = false;
        this.#changed();
      }),
    );
    trtc.on(
      EVENT.DEVICE_CHANGED,
      current(() => this.dispatchEvent(new Event('devices'))),
    );
    trtc.on(
      EVENT.STATISTICS,
      current(({rtt, upLoss, localStatistics: {video}}) => {
        const big = video.find(({videoType}) => String(videoType) === 'big') ?? video[0];
        this.numbers = {rtt, loss: upLoss, ...big};
        this.#changed();
      }),
    );
  }

  #require(): TRTC {
    if (!this.#trtc) throw new TermError('airFailed');
    return this.#trtc;
  }

  #become(state: AirState): void {
    this.state = state;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('changed'));
  }
}

function troubleOf(error: unknown): TermError {
  if (error instanceof TermError) return error;
  const {code = 0, extraCode = 0} = (error ?? {}) as {code?: number; extraCode?: number};
  return new TermError(TROUBLES[extraCode] ?? TROUBLES[code] ?? 'airFailed', code ? String(code) : '');
}

function proxyOf(server: string) {
  return {
    websocketProxy: server,
    loggerProxy: `${server.replace('ws', 'http')}/log`,
    scheduleProxy: new URL(server).host,
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TermError('airNoAnswer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer!);
  }
}
