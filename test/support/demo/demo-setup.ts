/** Starts the whole demo for each worker of a project, as `npm start` does, without bots; tests read its addresses by `inject`. */
import type {TestProject} from 'vitest/node';
import {DemoProcess, freePorts, removeData, type DemoPorts} from './demo-process.ts';

/** Addresses of one demo, without a trailing slash. */
export interface DemoOrigins {
  /** A page on a foreign origin. */
  readonly shop: string;
  /** The scripts, the business server and the local cloud. */
  readonly platform: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** A demo for each worker, so that parallel files share no room. */
    demos: readonly DemoOrigins[];
  }
}

/** The recorded host of the demo. */
async function setLoop({platform}: DemoPorts, loop: boolean): Promise<void> {
  const response = await fetch(`http://localhost:${platform}/cloud/rtc/faults`, {
    method: 'POST',
    headers: {'X-Local-Cloud': '1'},
    body: JSON.stringify({loop}),
  });
  if (!response.ok) throw new Error(`the recorded host: ${response.status}`);
}

/** @returns Distinct ports for the demos. */
async function portsOf(count: number): Promise<DemoPorts[]> {
  const all: DemoPorts[] = [];
  while (all.length < count) {
    const ports = await freePorts();
    const taken = all.flatMap(({shop, platform}) => [shop, platform]);
    if (!taken.includes(ports.shop) && !taken.includes(ports.platform)) all.push(ports);
  }
  return all;
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const all = await portsOf(project.vitest.config.maxWorkers);
  const demos = all.map((ports) => ({ports, demo: new DemoProcess(ports, {BOTS: '0'})}));
  const end = async () => {
    await Promise.all(
      demos.map(async ({ports, demo}) => {
        await demo.end();
        removeData(ports);
      }),
    );
  };
  try {
    await Promise.all(demos.map(({demo}) => demo.ready()));
  } catch (error) {
    await end();
    throw error;
  }
  // Most tests do not need the video, and playing it costs the most CPU time.
  await Promise.all(all.map((ports) => setLoop(ports, false)));
  project.provide(
    'demos',
    all.map(({shop, platform}) => ({shop: `http://localhost:${shop}`, platform: `http://localhost:${platform}`})),
  );
  return end;
}
