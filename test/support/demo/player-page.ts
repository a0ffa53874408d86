/** Reads the player's video, and is the page object of the studio where the host goes live. */
import {chromium, type Browser, type Page} from 'playwright';
import {CHROMIUM_ARGS, MEDIA_ARGS, requireChromium} from '../engines/chromium.mjs';
import {signInToStudio, studioArea} from './studio-page.ts';

export interface VideoState {
  readonly states: readonly string[];
  readonly word: string;
  /** Width and height of each video, the larger picture first. */
  readonly sizes: readonly (readonly [number, number])[];
  readonly frames: number;
  readonly time: number;
  /** The video frame as a few grey values. */
  readonly pixels: string;
  /** True if the video has sound. */
  readonly sounds: boolean;
}

export function inspectVideo(page: Page): Promise<VideoState> {
  return page.evaluate(() => {
    const find = (root: Document | ShadowRoot): Element | undefined =>
      root.querySelector('live-player') ??
      [...root.querySelectorAll('live-room')].map(({shadowRoot}) => shadowRoot && find(shadowRoot)).find(Boolean) ??
      undefined;
    const player = find(document);
    const root = player?.shadowRoot;
    const videos = [...(root?.querySelectorAll('video') ?? [])];
    const [video] = videos;
    const canvas = Object.assign(document.createElement('canvas'), {width: 8, height: 8});
    const context = canvas.getContext('2d', {willReadFrequently: true})!;
    if (video?.videoWidth) context.drawImage(video, 0, 0, 8, 8);
    return {
      states: ['playing', 'waiting', 'blocked', 'off-air'].filter((state) => player?.matches(`:state(${state})`)),
      word: root?.querySelector('.message')?.textContent ?? '',
      sizes: videos.map(({videoWidth, videoHeight}) => [videoWidth, videoHeight] as const),
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      time: video?.currentTime ?? 0,
      pixels: context.getImageData(0, 0, 8, 8).data.join(),
      sounds: !!root?.querySelector('.volume:not(:disabled)'),
    };
  });
}

/** The accessible names of the buttons that publish the video. */
const BUTTONS = {
  look: 'Preview',
  start: 'Go on air',
  pause: /^(Pause|Go on)$/,
  microphone: 'Mute',
  camera: 'Camera off',
  share: /^(Share a screen|Stop sharing)$/,
  stop: /^Stop$/,
} as const;

/** The studio in its own browser, with a fake camera and microphone. */
export class StudioPage {
  readonly page: Page;
  readonly #browser: Browser;

  private constructor(page: Page, browser: Browser) {
    this.page = page;
    this.#browser = browser;
  }

  static async open(shop: string): Promise<StudioPage> {
    const browser = await chromium.launch({
      executablePath: requireChromium(),
      args: [...CHROMIUM_ARGS, ...MEDIA_ARGS, '--auto-select-desktop-capture-source=Entire screen'],
    });
    const page = await browser.newPage({locale: 'en-US', permissions: ['camera', 'microphone']});
    await page.goto(`${shop}/studio.html?lang=en`);
    await signInToStudio(page);
    await page.getByRole('button', {name: BUTTONS.start}).waitFor();
    return new StudioPage(page, browser);
  }

  /** Presses a button and waits until the page shows its outcome. */
  async press(button: keyof typeof BUTTONS, outcome: string): Promise<void> {
    const area = studioArea(this.page, 'On air');
    await area.getByRole('button', {name: BUTTONS[button]}).click();
    if (button === 'stop') await this.page.getByRole('dialog').getByRole('button', {name: 'End it'}).click();
    await area.locator('output', {hasText: outcome}).waitFor();
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}
