import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {Child, type ChildOptions} from '../processes/child.ts';
import {DatabaseError} from '../../server/src/database/database-error.ts';
import {spawnPostgresSupervisor} from '../postgres/embedded-postgres.ts';
import {ROOT} from './command.mjs';
import {Environment} from './environment.ts';
import {StartError, type StartOptions} from './options.mjs';
import {Restarts} from './restarts.ts';
import type {Stop} from './stop.mjs';

const HEALTHY_MS = 120_000;
const BOT_COUNT = 24;

const PLATFORM = 'demo/dev/platform/main.ts';
const SHOP = 'demo/dev/shop/main.ts';
const SERVER = 'demo/server/src/main.ts';

/**
 * Starts every process of the demo, prints the addresses, and resolves after all processes have ended.
 * @throws StartError if a process does not start, or ends by itself.
 */
export async function runDemo(options: StartOptions, stop: Stop): Promise<void> {
  const demo = new Demo(options, stop);
  try {
    await demo.start();
    await demo.stopped();
  } finally {
    await demo.end();
  }
}

class Demo {
  readonly #options: StartOptions;
  readonly #stop: Stop;
  readonly #environment: Environment;
  /** In the order of their start; ended in reverse order. */
  #children: Child[] = [];
  /** The running process of each module. */
  readonly #current = new Map<string, Child>();
  readonly #restarts: Restarts | undefined;
  readonly #folder: string;
  #bots: Child | undefined;
  #databaseUrl = '';
  #serverPort: number | undefined;
  /** Processes that this class has ended. */
  readonly #stoppedOnPurpose = new Set<Child>();
  /** Rejects when a process ends by itself. */
  readonly #failed: Promise<never>;
  #fail!: (error: StartError) => void;
  #isUp = false;
  #ending = false;

  constructor(options: StartOptions, stop: Stop) {
    this.#options = options;
    this.#stop = stop;
    this.#environment = new Environment(options, process.env);
    this.#folder = join(ROOT, '.data', String(options.platformPort));
    this.#failed = new Promise((_, reject) => (this.#fail = reject));
    this.#restarts = options.dev ? new Restarts((module) => this.#restart(module)) : undefined;
    this.#failed.catch(() => undefined); // #unlessStopped handles the rejection.
  }

  async start(): Promise<void> {
    mkdirSync(this.#folder, {recursive: true});
    console.log('\n  Starting …');
    await this.#unlessStopped(this.#bringUp());
  }

  async stopped(): Promise<void> {
    await this.#unlessStopped(new Promise<never>(() => undefined));
  }

  async end(): Promise<void> {
    this.#ending = true;
    if (this.#stop.signal.aborted) console.log('\n  Ending …');
    await this.#restarts?.close();
    for (const child of this.#children.toReversed()) await child.end(this.#stop.force);
  }

  async #bringUp(): Promise<void> {
    const {bots} = this.#options;
    [this.#databaseUrl] = await Promise.all([this.#database(), this.#startPlatform(), this.#startShop()]);
    await this.#startServer();
    await this.#healthy();
    if (bots > 0) await this.#startBots(bots).ready();
    else rmSync(join(this.#folder, 'bots.log'), {force: true});
    for (const module of [PLATFORM, SHOP, SERVER]) await this.#restarts?.watch(module);
    this.#isUp = true;
    this.#announce();
  }

  async #startPlatform(): Promise<void> {
    const {platformPort, dev} = this.#options;
    const platform = await this.#spawn('platform', PLATFORM, {
      PORT: String(platformPort),
      SHOP_ORIGIN: this.#environment.shopOrigin,
      FILES_FOLDER: join(this.#folder, 'files'),
      ...(dev && {SOURCES: '1'}),
    });
    if (this.#serverPort) platform.send({type: 'server', port: this.#serverPort});
  }

  async #startShop(): Promise<void> {
    const {shopPort, bots} = this.#options;
    const shop = await this.#spawn('shop', SHOP, {
      PORT: String(shopPort),
      PLATFORM_ORIGIN: this.#environment.platformOrigin,
      BOTS: String(bots),
    });
    shop.onMessage((message) => this.#setBotsRate(message));
  }

  async #startServer(): Promise<void> {
    const server = this.#run({
      name: 'server',
      module: SERVER,
      env: this.#environment.server(this.#databaseUrl),
    });
    this.#serverPort = (await server.ready<{port: number}>()).port;
    this.#current.get(PLATFORM)?.send({type: 'server', port: this.#serverPort});
  }

  /** A module that fails to start is retried after its next change. */
  async #restart(module: string): Promise<void> {
    const before = this.#current.get(module)!;
    console.log(`  ${before.name} changed: restarting …`);
    this.#stoppedOnPurpose.add(before);
    await before.end();
    this.#children = this.#children.filter((child) => child !== before);
    if (this.#ending) return;
    try {
      if (module === PLATFORM) await this.#startPlatform();
      else if (module === SHOP) await this.#startShop();
      else await this.#startServer();
      // The platform holds the rooms of the local cloud, so the bots join again.
      if (module === PLATFORM && this.#bots) {
        await this.#stopBots();
        this.#startBots(this.#options.bots);
      }
      console.log(`  ${before.name} is running.`);
    } catch {
      // #add has reported the error.
    }
    await this.#restarts?.watch(module);
  }

  #startBots(messagesPerSecond: number): Child {
    const {platformOrigin} = this.#environment;
    return (this.#bots = this.#run({
      name: 'bots',
      module: 'demo/dev/bots/main.ts',
      env: this.#environment.plain({
        API_URL: `${platformOrigin}/api`,
        MEDIA_URL: `${platformOrigin}/media`,
        ROOM_ID: 'demo',
        BOTS: String(messagesPerSecond),
        TOKENS_FILE: join(this.#folder, 'bots.json'),
      }),
    }));
  }

  /** Applies the studio's slider: 0 stops the bots, another rate starts them or changes their rate. */
  #setBotsRate(message: unknown): void {
    const {type, messagesPerSecond} = message as {readonly type?: unknown; readonly messagesPerSecond?: unknown};
    if (type !== 'rate' || typeof messagesPerSecond !== 'number' || this.#ending) return;
    if (!messagesPerSecond) void this.#stopBots();
    else if (this.#bots) this.#bots.send({type, messagesPerSecond});
    else this.#startBots(messagesPerSecond);
  }

  async #stopBots(): Promise<void> {
    const bots = this.#bots;
    if (!bots) return;
    this.#bots = undefined;
    this.#stoppedOnPurpose.add(bots);
    await bots.end();
  }

  async #database(): Promise<string> {
    if (this.#options.databaseUrl) return this.#options.databaseUrl;
    const supervisor = this.#add(this.#spawnPostgres());
    return (await supervisor.ready<{url: string}>()).url;
  }

  #spawnPostgres(): Child {
    try {
      return spawnPostgresSupervisor(join(this.#folder, 'postgres'), this.#folder);
    } catch (error) {
      throw error instanceof DatabaseError ? new StartError(error.message) : error;
    }
  }

  async #spawn(name: string, module: string, env: Readonly<Record<string, string>>): Promise<Child> {
    const child = this.#run({name, module, env: this.#environment.plain(env)});
    await child.ready();
    return child;
  }

  #run(options: Omit<ChildOptions, 'logFolder'>): Child {
    const child = this.#add(new Child({...options, logFolder: this.#folder}));
    this.#current.set(options.module, child);
    return child;
  }

  #add(child: Child): Child {
    this.#children.push(child);
    void child.ended.then((why) => {
      if (this.#ending || this.#stoppedOnPurpose.has(child)) return;
      const lines = child.lastLogLines().replaceAll(/^/gm, '    ');
      const report = `${child.name} ended by itself (${why}). Its last log lines (${child.logFile}):\n\n${lines}`;
      if (this.#isUp && this.#restarts) console.error(`\n  ${report}\n\n  It starts again when its code changes.\n`);
      else this.#fail(new StartError(report));
    });
    return child;
  }

  /** Waits until `/healthz` reports that the room `demo` can be joined. */
  async #healthy(): Promise<void> {
    const url = `${this.#environment.platformOrigin}/healthz`;
    const deadline = Date.now() + HEALTHY_MS;
    let last = 'no response';
    while (Date.now() < deadline) {
      try {
        const response = await fetch(url, {signal: AbortSignal.timeout(5_000)});
        last = `${response.status} ${await response.text()}`;
        if (response.status === 200) return;
      } catch (error) {
        last = String(error);
      }
      await wait(250, undefined, {signal: this.#stop.signal});
    }
    throw new StartError(`${url} was not healthy after ${HEALTHY_MS / 1000} s; last response: ${last}`);
  }

  #announce(): void {
    const {bots, dev} = this.#options;
    const {shopOrigin, platformOrigin} = this.#environment;
    const botsText = bots > 0 ? `${BOT_COUNT} made-up viewers, ${bots} messages a second (BOTS=0 for none)` : 'none';
    console.log(`
  The shop       ${shopOrigin}/
  The studio     ${shopOrigin}/studio.html
  Examples       ${shopOrigin}/examples/
  The docs       ${shopOrigin}/docs/
  The platform   ${platformOrigin}/live-room.js
${dev ? `  Sources        pages reload, and processes start again, when a file changes\n` : ''}  Bots           ${botsText}
  Data, logs     .data/${this.#options.platformPort}/

  Ready. Ctrl-C ends it all.
`);
  }

  /** Waits for the work, for Ctrl-C (resolves), or for a process that ended by itself (rejects). */
  async #unlessStopped(work: Promise<void>): Promise<void> {
    const {signal} = this.#stop;
    let stop!: () => void;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, {once: true});
    try {
      work.catch(() => undefined); // A rejection of the work is ignored after another of the three has settled.
      await Promise.race([work, stopped, this.#failed]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
