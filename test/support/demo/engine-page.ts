/** Page object of one visitor in any engine: the actions and observations that tests across engines share. */
import type {EngineBrowser} from '../engines/engine-browser.ts';
import type {Engine} from '../engines/engines.mjs';
import {until} from '../eventually.ts';

/** Limit of an action or an observation. A busy machine stays below it. */
const TIMEOUT_MS = 60_000;
/** Limit until the video has played without a pause, which a busy machine interrupts. */
const VIDEO_TIMEOUT_MS = 120_000;

/** Runs in the page before its own scripts. Collects our events, and the errors of the browser and of our code. */
function watchPage(): void {
  globalThis.watched = {events: [], errors: [], deepAll};
  const addError = (...words: unknown[]) => watched.errors.push(words.map(String).join(' '));
  addEventListener('error', ({message}) => addError('thrown:', message));
  addEventListener('unhandledrejection', ({reason}) => addError('rejected:', reason));
  document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) =>
    addError('policy:', violatedDirective, blockedURI),
  );
  for (const level of ['error', 'warn'] as const) {
    const say = console[level].bind(console);
    console[level] = (...words: unknown[]) => {
      addError(`console.${level}:`, ...words);
      say(...words);
    };
  }
  const types = ['live-status-change', 'live-error', 'live-product-select', 'live-gift-given', 'live-like', 'live-say'];
  for (const type of types) {
    addEventListener(type, (event) => {
      const {error, status} = (event as CustomEvent<{error?: {code: string}; status?: string}>).detail;
      watched.events.push(`${type} ${error?.code ?? status ?? ''}`.trim());
    });
  }
  /** Finds elements in shadow trees: the last part of a selector may match in any shadow root below the first part. */
  function deepAll(selector: string): Element[] {
    const within = (root: ParentNode, wanted: string): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.matches(wanted) ? [element] : []),
        ...(element.shadowRoot ? within(element.shadowRoot, wanted) : []),
      ]);
    return selector
      .split('>>>')
      .reduce<(ParentNode | Element)[]>(
        (roots, part) => roots.flatMap((root) => within((root as Element).shadowRoot ?? root, part.trim())),
        [document],
      ) as Element[];
  }
}

interface Watched {
  readonly events: string[];
  readonly errors: string[];
  deepAll(selector: string): Element[];
}

declare global {
  /** Set in pages that contain `watchScript`. */
  var watched: Watched;
}

/** The script for the head of a page, optionally with the nonce of its CSP. */
export const watchScript = (nonce = '') => `<script nonce="${nonce}">(${watchPage.toString()})()</script>`;

/** The video of the player. */
export interface EnginePicture {
  readonly states: readonly string[];
  /** Seconds. */
  readonly time: number;
  readonly width: number;
  /** True if the video comes over TRTC. */
  readonly isStream: boolean;
  readonly pixels: string;
}

export class EnginePage {
  readonly engine: Engine;
  readonly browser: EngineBrowser;

  constructor(engine: Engine, browser: EngineBrowser) {
    this.engine = engine;
    this.browser = browser;
  }

  /** Opens a page that begins with `watchScript`. */
  async open(url: string): Promise<void> {
    await this.browser.goto(url);
  }

  /** Waits until the room is in a state, e.g. `joined`. */
  async waitForState(state: string): Promise<void> {
    await this.until(
      (name) => document.querySelector('live-room')?.matches(`:state(${name})`) || undefined,
      `the state ${state}`,
      state,
    );
  }

  /** Runs the function in the page until it returns a value that is not null or undefined. */
  until<Args extends readonly unknown[], Result>(
    look: (...args: Args) => Result,
    what: string,
    ...args: Args
  ): Promise<NonNullable<Result>> {
    return until(() => this.browser.evaluate(look, ...args), TIMEOUT_MS).catch((cause: unknown) => {
      throw new Error(`${this.engine}: no ${what}: ${String(cause)}`, {cause});
    }) as Promise<NonNullable<Result>>;
  }

  /** Texts of all elements that a selector finds in shadow trees, in order. */
  texts(selector: string): Promise<string[]> {
    return this.browser.evaluate(
      (wanted) => watched.deepAll(wanted).map(({textContent}) => textContent.replace(/\s+/g, ' ').trim()),
      selector,
    );
  }

  /** Presses the pointer's button on the first visible element that the selector finds and nothing covers. */
  async press(selector: string): Promise<void> {
    await this.pressDown(selector);
    await this.browser.mouse.up();
  }

  /** Presses the pointer's button and holds it. */
  async pressDown(selector: string): Promise<void> {
    const [x, y] = await this.until(placeToPress, `${selector} to press`, selector);
    await this.browser.mouse.move(x, y);
    await this.browser.mouse.down();
  }

  /** Types a comment key by key and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.press('[part~=input]');
    await this.browser.keyboard.type(text);
    await this.browser.keyboard.press('Enter');
  }

  async chooseFile(path: string): Promise<void> {
    await this.browser.chooseFile(() => watched.deepAll('input[type=file]')[0] as HTMLInputElement, path);
  }

  /** Waits until a comment with this text is listed, and moves as a danmaku line. */
  async waitForFlyingLine(text: string): Promise<void> {
    const place = (wanted: string) => {
      const line = watched.deepAll('[part~=line]').find(({textContent}) => textContent === wanted);
      return line && {left: line.getBoundingClientRect().left};
    };
    const first = await this.until(place, `flying "${text}"`, text);
    await this.until(
      (wanted, left) => {
        const line = watched.deepAll('[part~=line]').find(({textContent}) => textContent === wanted);
        return !!line && Math.abs(line.getBoundingClientRect().left - left) > 10;
      },
      `"${text}" that moves`,
      text,
      first.left,
    );
    await this.until(
      (wanted) => watched.deepAll('chat-panel >>> [part~=text]').some(({textContent}) => textContent === wanted),
      `listed "${text}"`,
      text,
    );
  }

  userId(): Promise<string | undefined> {
    return this.browser.evaluate(() => document.querySelector('live-room')!.session.userId);
  }

  /** Names of our events since the page was opened, with their code or status. */
  events(): Promise<readonly string[]> {
    return this.browser.evaluate(() => watched.events);
  }

  /** Errors of the browser and of our code since the last call, and requested addresses outside this machine. */
  pageErrors(): Promise<readonly string[]> {
    return this.browser.evaluate(() => {
      if (!globalThis.watched) return []; // An empty page.
      const addresses = performance.getEntriesByType('resource').map(({name}) => name);
      const foreign = addresses.filter((name) => !/^(https?:..(localhost|127\.0\.0\.1)[:/]|blob:|data:)/.test(name));
      return [...watched.errors.splice(0), ...foreign];
    });
  }

  picture(): Promise<EnginePicture> {
    return this.browser.evaluate(() => {
      const player = watched.deepAll('live-player')[0];
      const video = player?.shadowRoot?.querySelector('video');
      const canvas = Object.assign(document.createElement('canvas'), {width: 8, height: 8});
      const context = canvas.getContext('2d', {willReadFrequently: true})!;
      if (video?.videoWidth) context.drawImage(video, 0, 0, 8, 8);
      return {
        states: ['playing', 'waiting', 'blocked', 'off-air'].filter((state) => player?.matches(`:state(${state})`)),
        time: video?.currentTime ?? 0,
        width: video?.videoWidth ?? 0,
        isStream: !!video?.srcObject,
        pixels: context.getImageData(0, 0, 8, 8).data.join(),
      };
    });
  }

  /** Waits until the video has played for some seconds without a pause, and its picture has changed. */
  async seesPicture(seconds: number): Promise<EnginePicture> {
    let began: EnginePicture | undefined;
    return until(async () => {
      const now = await this.picture();
      if (now.states.join() !== 'playing' || !now.width) began = undefined;
      else began ??= now;
      return began && now.time - began.time >= seconds && now.pixels !== began.pixels ? now : undefined;
    }, VIDEO_TIMEOUT_MS).catch(async (cause: unknown) => {
      const seen = JSON.stringify([{...(await this.picture()), pixels: ''}, await this.events()]);
      throw new Error(`${this.engine}: no video played for ${seconds} s: ${seen}`, {cause});
    });
  }
}

/** The middle of a visible element in the viewport that does not move and that nothing covers. */
function placeToPress(selector: string): [x: number, y: number] | undefined {
  const last = globalThis as unknown as {lastPlace?: string};
  for (const element of watched.deepAll(selector)) {
    element.scrollIntoView({block: 'nearest', inline: 'nearest', behavior: 'instant'});
    const {left, top, width, height} = element.getBoundingClientRect();
    if (!width || !height) continue;
    const [x, y] = [left + width / 2, top + height / 2];
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    for (let node: Node | null = hit; node; node = node.parentNode ?? (node as ShadowRoot).host ?? null) {
      if (node !== element) continue;
      const place = `${selector} ${x} ${y}`;
      const isStill = last.lastPlace === place;
      last.lastPlace = place;
      return isStill ? [x, y] : undefined;
    }
  }
  return undefined;
}
