/** The running demo and one visitor in each engine, for a test file. */
import {afterAll, afterEach, beforeAll, expect} from 'vitest';
import {DemoFixture} from './demo-fixture.ts';
import {launchEngine, type EngineBrowser} from '../engines/engine-browser.ts';
import {EnginePage, watchScript} from './engine-page.ts';
import {ENGINES, type Engine} from '../engines/engines.mjs';
import {startScriptHost, type ScriptHost} from './script-host.ts';

export interface EnginePageOptions {
  /** Further attributes of the room. */
  readonly attributes?: string;
  /** Attributes of the root element. */
  readonly root?: string;
  readonly policy?: string;
}

export class EngineFixture extends DemoFixture {
  readonly visitors: EnginePage[] = [];
  #host!: ScriptHost;

  override async start(): Promise<void> {
    this.#host = await startScriptHost();
    const started = await Promise.allSettled(ENGINES.map((engine) => this.#launch(engine)));
    const failed = started.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    this.visitors.sort((a, b) => ENGINES.indexOf(a.engine) - ENGINES.indexOf(b.engine));
  }

  override async stop(): Promise<void> {
    await Promise.all([...this.visitors.map(({browser}) => browser.close()), this.#host.close()]);
  }

  in(engine: Engine): EnginePage {
    return this.visitors.find((visitor) => visitor.engine === engine)!;
  }

  others(engine: Engine): EnginePage[] {
    return this.visitors.filter((visitor) => visitor.engine !== engine);
  }

  /** Runs a function for all visitors in parallel. */
  each<T>(act: (visitor: EnginePage) => Promise<T>, visitors = this.visitors): Promise<T[]> {
    return Promise.all(visitors.map(act));
  }

  /** A page on a foreign origin with the two lines. `policy` allows scripts with the nonce `test`. */
  roomPage({attributes = '', root = 'lang="en"', policy}: EnginePageOptions = {}): string {
    const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width">${watchScript('test')}`;
    return this.#host.page(
      `<html ${root}><head>${head}</head><body>${this.twoLines(attributes)}</body></html>`,
      policy,
    );
  }

  /** Opens such a page for these visitors, and an empty page for the others. */
  async enter(options: EnginePageOptions = {}, visitors = this.visitors): Promise<void> {
    const url = this.roomPage(options);
    await this.each(({browser}) => browser.goto('about:blank'));
    await this.each(async (visitor) => {
      await visitor.browser.goto(url);
      await visitor.waitForState('joined');
    }, visitors);
  }

  /** Fails if a page threw, wrote to its console or requested a foreign address. */
  override async endTest(): Promise<void> {
    await super.endTest();
    for (const visitor of this.visitors) expect(await visitor.pageErrors(), visitor.engine).toEqual([]);
  }

  async #launch(engine: Engine): Promise<void> {
    const browser: EngineBrowser = await launchEngine(engine);
    this.visitors.push(new EnginePage(engine, browser));
    await browser.setViewport({width: 1_280, height: 800});
  }
}

export function useEngines(): EngineFixture {
  const fixture = new EngineFixture();
  beforeAll(() => fixture.start());
  afterEach(() => fixture.endTest());
  afterAll(() => fixture.stop());
  return fixture;
}
