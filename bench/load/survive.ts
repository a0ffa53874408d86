/**
 * How a room comes back: a network that is gone, a server that refuses, a line that is silent; in push and in poll mode, beside a
 * page with the SDK alone (`HelloInterval` 120) in the same outage. While a line is said five times a second, the figure is the
 * time from the network's return until a page hears what is said after it; and what of it all a page never heard, or heard twice.
 */
import {setTimeout as wait} from 'node:timers/promises';
import type {Browser} from 'playwright';
import {DemoProcess, freePorts, removeData} from '../../test/support/demo/demo-process.ts';
import {launch, Visitor} from './browser.ts';
import {servePages} from './page-server.ts';
import {sdkChunkPath} from './platform.ts';
import {report} from '../shared/report.ts';
import {missingAndDouble, ourWitness, sdkWitness, Speaker, Stage, witnessed} from './witness.ts';

const SAY_EVERY_MS = 200;
/** Between joining and the outage, and after it until the lines are counted: the history is read once more after 2 s. */
const CALM_MS = 4_000;
/** The SDK alone is not waited for any longer. */
const BACK_AT_LATEST_MS = 90_000;

interface Pages {
  readonly ours: Visitor;
  readonly bare: Visitor;
  readonly userIds: readonly string[];
}

interface Outage {
  readonly name: string;
  readonly mode: 'push' | 'poll';
  /** The promise, ms. */
  readonly within: number;
  /** Resolves when the network is back. */
  readonly happen: (stage: Stage, pages: Pages) => Promise<void>;
}

const offline =
  (seconds: number): Outage['happen'] =>
  async (_stage, {ours, bare}) => {
    await Promise.all([ours, bare].map(({context}) => context.setOffline(true)));
    await wait(seconds * 1_000);
    await Promise.all([ours, bare].map(({context}) => context.setOffline(false)));
  };

const refused =
  (seconds: number): Outage['happen'] =>
  async (stage, {userIds}) => {
    await stage.fault({refuse: {seconds}});
    for (const userId of userIds) await stage.fault({cut: {userId}});
    await wait(seconds * 1_000);
  };

const silent =
  (seconds: number): Outage['happen'] =>
  async (stage, {userIds}) => {
    for (const userId of userIds) await stage.fault({silence: {userId, seconds}});
    await wait(seconds * 1_000);
  };

const OUTAGES: readonly Outage[] = (['push', 'poll'] as const).flatMap((mode) => [
  {name: 'offline 10 s', mode, within: 2_000, happen: offline(10)},
  {name: 'refused 20 s', mode, within: 2_000, happen: refused(20)},
  {name: 'refused 60 s', mode, within: 2_000, happen: refused(60)},
  {name: 'silent 20 s', mode, within: 15_000, happen: silent(20)},
]);

export async function run(): Promise<boolean> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  await demo.ready();
  const platform = `http://localhost:${ports.platform}`;
  const stage = new Stage(platform);
  const pages = await servePages();
  const browser = await launch();
  const table: Record<string, object> = {};
  const promises: Record<string, boolean> = {};
  try {
    for (const outage of OUTAGES) {
      const {ours, bare} = await suffer(outage, {browser, stage, platform, pages});
      const name = `${outage.name}, ${outage.mode}`;
      table[name] = {
        'back ms': ours.back,
        missing: ours.missing,
        double: ours.double,
        'SDK alone: back ms': bare.back ?? `over ${BACK_AT_LATEST_MS}`,
        'SDK alone: missing': bare.missing,
      };
      promises[`${name}: back within ${outage.within} ms, nothing missing or double`] =
        ours.back !== undefined && ours.back <= outage.within && ours.missing + ours.double === 0;
    }
    return report({part: 'load-survive', table, promises});
  } finally {
    await browser.close();
    await pages.close();
    await demo.end();
    removeData(ports);
  }
}

interface Around {
  readonly browser: Browser;
  readonly stage: Stage;
  readonly platform: string;
  readonly pages: Awaited<ReturnType<typeof servePages>>;
}

async function suffer({name, mode, happen}: Outage, {browser, stage, platform, pages}: Around) {
  await stage.restore();
  await stage.fault({mode});
  const alone = stage.sign(`alone-${mode}-${name.replaceAll(' ', '-')}`);
  const bare = await Visitor.open(browser, pages.serve(sdkWitness(platform, platform + sdkChunkPath(), alone)));
  const ours = await Visitor.open(browser, pages.serve(ourWitness(platform)));
  const ourId = await ours.page.evaluate(
    () => (document.querySelector('live-room') as unknown as {session: {userId: string}}).session.userId,
  );
  await wait(CALM_MS);
  const speaker = new Speaker(stage, `${mode} ${name}`, SAY_EVERY_MS);
  await wait(CALM_MS);
  await happen(stage, {ours, bare, userIds: [ourId, alone.userId]});
  const returned = Date.now();
  const saidBefore = speaker.said.length;
  const isBack = async (visitor: Visitor) => {
    const later = new Set(speaker.said.slice(saidBefore));
    return (await witnessed(visitor)).find(({text}) => later.has(text))?.at;
  };
  const back = async (visitor: Visitor) => {
    while (Date.now() < returned + BACK_AT_LATEST_MS) {
      const at = await isBack(visitor);
      if (at !== undefined) return at - returned;
      await wait(SAY_EVERY_MS);
    }
    return undefined;
  };
  const [oursBack, bareBack] = await Promise.all([back(ours), back(bare)]);
  await speaker.stop();
  await wait(CALM_MS);
  const count = async (visitor: Visitor) => missingAndDouble(speaker.said, await witnessed(visitor));
  const result = {
    ours: {back: oursBack, ...(await count(ours))},
    bare: {back: bareBack, ...(await count(bare))},
  };
  await Promise.all([ours.close(), bare.close()]);
  return result;
}
