import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import type {RoomStatus} from '../../../src/protocol/messages.js';
import {TermError} from '../base/error-text.ts';
import {number, t, type Term} from '../base/language.ts';
import {Outcome} from '../base/outcome.ts';
import {ask} from '../base/question.ts';
import {StudioPanel} from '../base/studio-element.ts';
import {Broadcaster, type AirNumbers, type AirState, type AirTrack, type Source} from './broadcaster.ts';
import {measureLevel} from './level-meter.ts';

type DeviceList = readonly MediaDeviceInfo[];

/** Publishes the host's video: preview, start, pause, stop. Each also changes the status of the show. */
@customElement('studio-air')
export class StudioAir extends StudioPanel {
  /** On narrow screens the video is collapsed until the operator opens it. */
  @property({type: Boolean, reflect: true}) open = false;
  @state() private cameras: DeviceList = [];
  @state() private microphones: DeviceList = [];
  readonly #outcome = new Outcome(() => this.requestUpdate());
  #broadcaster: Broadcaster | undefined;
  #endLevel: () => void = () => undefined;

  protected override connected(signal: AbortSignal): void {
    window.addEventListener(
      'beforeunload',
      (event) => {
        if (this.#onAir) event.preventDefault();
      },
      {signal},
    );
    signal.addEventListener('abort', () => {
      this.#endLevel();
      void this.#broadcaster?.stop();
    });
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const broadcaster = (this.#broadcaster = new Broadcaster(this.querySelector<HTMLElement>('.view')!));
    broadcaster.addEventListener('changed', () => this.requestUpdate());
    broadcaster.addEventListener('devices', () => void this.#listDevices());
    broadcaster.addEventListener('over', () => {
      this.#endLevel();
      this.#outcome.fail(new TermError('airOver'));
    });
  }

  protected override render(): TemplateResult {
    const status = this.#state;
    const toggle = html`<button
      type="button"
      class="plain collapse"
      aria-expanded=${this.open ? 'true' : 'false'}
      aria-controls="air-body"
      @click=${() => (this.open = !this.open)}
    >
      ${t(this.open ? 'hideVideo' : 'showVideo')}
    </button>`;
    return this.card(
      t('air'),
      html`<div id="air-body" class="air-body ${this.open ? 'open' : ''}">
          <div class="view"><p class="view-off" aria-hidden="true">${t('air-off')}</p></div>
          <label class="level">
            <span>${t('airLevel')}</span>
            <meter min="0" max="1" low="0.1" high="0.9" optimum="0.5" value="0"></meter>
          </label>
          ${this.#form()} ${this.#facts(this.#broadcaster?.numbers)}
        </div>
        ${this.#outcome.view}`,
      {
        aside: html`<span class="pill" data-air=${status} role="status">${t(`air-${status}`)}</span>${toggle}`,
        kind: `air ${status}`,
      },
    );
  }

  get #state(): AirState {
    return this.#broadcaster?.state ?? 'off';
  }

  get #onAir(): boolean {
    return this.#state === 'air' || this.#state === 'paused';
  }

  #form(): TemplateResult {
    const onAir = this.#onAir;
    const off = this.#state === 'off';
    const {sharing, on} = this.#broadcaster ?? {sharing: false, on: {camera: true, microphone: true}};
    return html`<form @submit=${(event: Event) => event.preventDefault()}>
      <div class="actions main">
        ${onAir ? nothing : this.#button('start', t('airStart'), this.#start, {kind: 'primary'})}
        ${off ? this.#button('look', t('airLook'), () => this.#run('look', () => this.#look(), 'airLooking')) : nothing}
        ${onAir ? this.#button('pause', t(this.#state === 'paused' ? 'airGoOn' : 'airPause'), this.#pause) : nothing}
        ${onAir ? this.#toggle('microphone', t('airMute'), !on.microphone) : nothing}
        ${onAir ? this.#toggle('camera', t('airCover'), !on.camera) : nothing}
        ${onAir ? this.#button('share', t(sharing ? 'airUnshare' : 'airShare'), this.#share) : nothing}
        ${off ? nothing : this.#button('stop', t(onAir ? 'airStop' : 'airLetGo'), this.#stop, {kind: 'danger'})}
      </div>
      <details class="devices" ?open=${!onAir}>
        <summary>${t('airDevices')}</summary>
        <div class="fields">
          <label class="wide">
            <span>${t('airSource')}</span>
            <select name="source" ?disabled=${onAir} @change=${this.#changeSource}>
              <option value="camera">${t('airCamera')}</option>
              <option value="scene">${t('airScene')}</option>
            </select>
          </label>
          ${this.#devices('camera', t('airCameraChoice'), this.cameras)}
          ${this.#devices('microphone', t('airMicrophoneChoice'), this.microphones)}
        </div>
      </details>
    </form>`;
  }

  #button(key: string, label: string, press: () => unknown, {kind = '', pressed = ''} = {}): TemplateResult {
    return html`<button
      type="button"
      class=${kind}
      aria-pressed=${pressed || nothing}
      aria-disabled=${this.#outcome.busy(key) ? 'true' : 'false'}
      @click=${press}
    >
      ${label}
    </button>`;
  }

  #toggle(name: AirTrack, label: string, isOff: boolean): TemplateResult {
    const press = () => {
      const on = !this.#broadcaster!.on[name];
      return this.#run(name, () => this.#broadcaster!.turn(name, on), `air-${name}-${on ? 'on' : 'off'}`);
    };
    return this.#button(name, label, press, {pressed: isOff ? 'true' : 'false'});
  }

  #devices(name: AirTrack, label: string, devices: DeviceList): TemplateResult {
    return html`<label>
      <span>${label}</span>
      <select name=${name} @change=${this.#changeDevice}>
        <option value="">${t('airUsual')}</option>
        ${devices.map(
          ({deviceId, label: device}, index) => html`<option value=${deviceId}>${device || index + 1}</option>`,
        )}
      </select>
    </label>`;
  }

  #facts(numbers: AirNumbers | undefined): TemplateResult | typeof nothing {
    if (!this.#onAir || !numbers) return nothing;
    const {width, height, frameRate = 0, bitrate = 0, rtt, loss} = numbers;
    const facts = [
      [t('airPicture'), width ? `${width} × ${height}` : '–'],
      [t('airFrames'), number(Math.round(frameRate))],
      [t('airBitrate'), t('airKbps', {count: number(Math.round(bitrate))})],
      [t('airRtt'), t('airMs', {count: number(Math.round(rtt))})],
      [t('airLoss'), `${number(Math.round(loss))} %`],
    ];
    return html`<dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #run(key: string, work: () => Promise<void>, done: Term): Promise<boolean> {
    return this.#outcome.once(key, work, () => t(done));
  }

  #select(name: 'source' | AirTrack): string {
    return this.querySelector<HTMLSelectElement>(`select[name=${name}]`)!.value;
  }

  async #look(): Promise<void> {
    const devices = {cameraId: this.#select('camera'), microphoneId: this.#select('microphone')};
    await this.#broadcaster!.preview(this.#select('source') as Source, devices);
    this.open = true;
    this.#measure();
    await this.#listDevices();
  }

  #measure(): void {
    this.#endLevel();
    this.#endLevel = () => undefined;
    const track = this.#broadcaster!.audioTrack;
    const meter = this.querySelector('meter')!;
    if (track) this.#endLevel = measureLevel(track, (level) => (meter.value = level));
  }

  async #listDevices(): Promise<void> {
    const {cameras, microphones} = await this.#broadcaster!.devices();
    this.cameras = cameras;
    this.microphones = microphones;
  }

  async #setStatus(status: RoomStatus): Promise<void> {
    const {server, roomInfo, path} = this.studio;
    await roomInfo.change({status}, () => server.call('PUT', `${path}/status`, {status}));
  }

  readonly #start = () =>
    this.#run(
      'start',
      async () => {
        if (this.#state === 'off') await this.#look();
        await this.#broadcaster!.start(await this.studio.signIn());
        await this.#setStatus('live');
      },
      'airStarted',
    );

  readonly #pause = () => {
    const pausing = this.#state === 'air';
    const work = async () => {
      await this.#broadcaster!.pause(pausing);
      await this.#setStatus(pausing ? 'paused' : 'live');
    };
    return this.#run('pause', work, pausing ? 'airPaused' : 'airStarted');
  };

  readonly #share = () => {
    const {sharing} = this.#broadcaster!;
    return this.#run('share', () => this.#broadcaster!.share(!sharing), sharing ? 'airUnshared' : 'airShared');
  };

  readonly #stop = async () => {
    const onAir = this.#onAir;
    if (onAir && !(await ask(t('askEnd'), t('endShow')))) return;
    const work = async () => {
      this.#endLevel();
      this.#endLevel = () => undefined;
      await this.#broadcaster!.stop();
      if (onAir) await this.#setStatus('ended');
    };
    await this.#run('stop', work, 'airStopped');
  };

  readonly #changeSource = () => {
    if (this.#state === 'preview')
      void this.#outcome.latest(
        'look',
        () => this.#look(),
        () => t('airLooking'),
      );
  };

  readonly #changeDevice = () => {
    const work = async () => {
      await this.#broadcaster!.use({cameraId: this.#select('camera'), microphoneId: this.#select('microphone')});
      this.#measure();
    };
    void this.#outcome.latest('devices', work, () => t('airLooking'));
  };
}
