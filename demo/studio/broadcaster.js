/** The host's way to go on air: the real TRTC SDK as an anchor, with a camera and a microphone, a screen, or a drawn scene. */
import {startScene} from './scene.js';

const SDK = '/studio/trtc/trtc.js';
const PROFILE = {width: 640, height: 480, frameRate: 15, bitrate: 800};
/** `enterRoom` never settles while the service cannot be reached. */
const ENTER_MS = 15_000;

/** Locale terms of TRTC's error codes. */
const TROUBLES = {
  5200: 'airUnsupported',
  5201: 'airInsecure',
  5301: 'airNoDevice',
  5302: 'airNotAllowed',
  5303: 'airInUse',
};

/** It could not be done: `words` is the key of a sentence. */
export class AirError extends Error {
  constructor(words, message = '') {
    super(message);
    this.words = words;
  }
}

let sdk;

/** The SDK's own file, once. It is large, and only who goes on air needs it. */
function loadSdk() {
  sdk ??= new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement('script'), {src: SDK});
    script.onload = () => resolve(window.TRTC);
    script.onerror = () => {
      sdk = undefined;
      reject(new AirError('airNoSdk'));
    };
    document.head.append(script);
  });
  return sdk;
}

/** Tells `changed` of itself, and `over` when the service ended it. */
export class Broadcaster extends EventTarget {
  /** `off`, `preview`, `air` or `paused`. */
  state = 'off';
  sharing = false;
  /** The tracks that are sent; none while paused. */
  on = {camera: true, microphone: true};
  /** `{rtt, loss, width, height, frameRate, bitrate}`; undefined while there is nothing to tell. */
  numbers;
  #sdk;
  #trtc;
  #scene;
  #view;

  /** @param view Where the host sees what is sent. */
  constructor(view) {
    super();
    this.#view = view;
  }

  /** @param source `camera` or `scene`. @param devices `{cameraId?, microphoneId?}` */
  async preview(source, devices) {
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

  /** @param session The host's own, as the business server answers it. */
  async start({sdkAppId, rtc, rtcServer}) {
    const trtc = this.#trtc;
    const entering = trtc.enterRoom({
      sdkAppId,
      userId: rtc.userId,
      userSig: rtc.userSig,
      strRoomId: rtc.roomId,
      privateMapKey: rtc.privateMapKey,
      scene: 'live',
      role: 'anchor',
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

  /** Nothing is sent until it goes on; the room stays entered. */
  async pause(paused) {
    await this.#send(paused ? {camera: false, microphone: false} : this.on);
    this.#become(paused ? 'paused' : 'air');
  }

  /** Sends the camera's picture, or the sound, or not. @param name `camera` or `microphone` */
  async turn(name, on) {
    const wanted = {...this.on, [name]: on};
    if (this.state !== 'paused') await this.#send(wanted);
    this.on = wanted;
    this.#told();
  }

  async #send({camera, microphone}) {
    await this.#trtc.updateLocalVideo({mute: !camera});
    await this.#trtc.updateLocalAudio({mute: !microphone});
  }

  /** Asks the browser which screen, and shows it as the larger picture. */
  async share(shared) {
    try {
      if (shared) await this.#trtc.startScreenShare();
      else await this.#trtc.stopScreenShare();
    } catch (error) {
      throw troubleOf(error);
    }
    this.sharing = shared;
    this.#told();
  }

  async use({cameraId, microphoneId}) {
    if (this.#scene || !this.#trtc) return;
    try {
      if (cameraId) await this.#trtc.updateLocalVideo({option: {cameraId}});
      if (microphoneId) await this.#trtc.updateLocalAudio({option: {microphoneId}});
    } catch (error) {
      throw troubleOf(error);
    }
  }

  /** Names are known once the browser was allowed one of them. */
  async devices() {
    if (!this.#sdk) return {cameras: [], microphones: []};
    const [cameras, microphones] = await Promise.all([
      this.#sdk.getCameraList(false),
      this.#sdk.getMicrophoneList(false),
    ]);
    return {cameras, microphones};
  }

  /** Returns the level of the microphone. */
  get audioTrack() {
    return this.#trtc?.getAudioTrack() ?? undefined;
  }

  /** Off the air, and every device let go. */
  async stop() {
    const trtc = this.#trtc;
    const scene = this.#scene;
    this.#trtc = undefined;
    this.#scene = undefined;
    this.sharing = false;
    this.on = {camera: true, microphone: true};
    this.numbers = undefined;
    if (trtc) {
      const quietly = (doing) => doing.catch(() => undefined); // It had not begun.
      await quietly(trtc.stopScreenShare());
      await quietly(trtc.exitRoom());
      await Promise.all([quietly(trtc.stopLocalVideo()), quietly(trtc.stopLocalAudio())]);
      trtc.destroy();
    }
    scene?.end();
    if (this.state !== 'off') this.#become('off');
  }

  #listen(trtc) {
    const {EVENT} = this.#sdk;
    const mine = (heard) => (event) => {
      if (this.#trtc === trtc) heard(event);
    };
    trtc.on(
      EVENT.KICKED_OUT,
      mine(async ({reason}) => {
        await this.stop();
        this.dispatchEvent(new CustomEvent('over', {detail: reason}));
      }),
    );
    trtc.on(
      EVENT.SCREEN_SHARE_STOPPED,
      mine(() => {
        this.sharing = false;
        this.#told();
      }),
    );
    trtc.on(
      EVENT.DEVICE_CHANGED,
      mine(() => this.dispatchEvent(new Event('devices'))),
    );
    trtc.on(
      EVENT.STATISTICS,
      mine(({rtt, upLoss, localStatistics: {video}}) => {
        const big = video.find(({videoType}) => videoType === 'big') ?? video[0];
        this.numbers = {rtt, loss: upLoss, ...big};
        this.#told();
      }),
    );
  }

  #become(state) {
    this.state = state;
    this.#told();
  }

  #told() {
    this.dispatchEvent(new Event('changed'));
  }
}

function troubleOf(error) {
  if (error instanceof AirError) return error;
  return new AirError(TROUBLES[error?.extraCode] ?? TROUBLES[error?.code] ?? 'airFailed', String(error?.code ?? ''));
}

function proxyOf(server) {
  return {
    websocketProxy: server,
    loggerProxy: `${server.replace('ws', 'http')}/log`,
    scheduleProxy: new URL(server).host,
  };
}

async function within(ms, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new AirError('airNoAnswer')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
