import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {Child, type ChildOptions} from '../process/child.ts';
import {DatabaseError} from '../server/database/database-error.ts';
import {spawnKeeper} from '../server/database/embedded.ts';
import {ROOT} from './command.mjs';
import {Environment} from './environment.ts';
import {StartError, type StartOptions} from './options.mjs';
import type {Stop} from './stop.mjs';

const HEALTHY_MS = 120_000;
const COMPANY_SIZE = 24;

/**
 * Starts every process of the demo, says where it is, and returns once it was stopped and all of it is gone.
 * @throws StartError when a process does not come up, or ends by itself.
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
  /** In the order they were started; ended from the last to the first. */
  readonly #children: Child[] = [];
  readonly #folder: string;
  #company: Child | undefined;
  readonly #sentHome = new Set<Child>();
  /** Rejects when one ends by itself. */
  readonly #failed: Promise<never>;
  #fail!: (error: StartError) => void;
  #ending = false;

  constructor(options: StartOptions, stop: Stop) {
    this.#options = options;
    this.#stop = stop;
    this.#environment = new Environment(options, process.env);
    this.#folder = join(ROOT, '.data', String(options.platformPort));
    this.#failed = new Promise((_, reject) => (this.#fail = reject));
    this.#failed.catch(() => undefined); // Whoever waits hears of it; until somebody does it is no crash.
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
    for (const child of this.#children.toReversed()) await child.end(this.#stop.force);
  }

  async #bringUp(): Promise<void> {
    const {platformPort, shopPort, bots} = this.#options;
    const {platformOrigin, shopOrigin} = this.#environment;
    const [databaseUrl, platform, shop] = await Promise.all([
      this.#database(),
      this.#spawn('platform', 'demo/platform/main.ts', {
        PORT: String(platformPort),
        SHOP_ORIGIN: shopOrigin,
        FILES_FOLDER: join(this.#folder, 'files'),
      }),
      this.#spawn('shop', 'demo/shop/main.ts', {
        PORT: String(shopPort),
        PLATFORM_ORIGIN: platformOrigin,
        BOTS: String(bots),
      }),
    ]);
    const server = this.#run({
      name: 'server',
      module: 'demo/server/main.ts',
      env: this.#environment.server(databaseUrl),
    });
    const {port} = await server.ready<{port: number}>();
    platform.tell({type: 'server', port});
    await this.#healthy();
    if (bots > 0) await this.#inviteCompany(bots).ready();
    else rmSync(join(this.#folder, 'company.log'), {force: true});
    shop.hear((message) => this.#paceCompany(message));
    this.#announce();
  }

  #inviteCompany(messagesPerSecond: number): Child {
    const {platformOrigin} = this.#environment;
    return (this.#company = this.#run({
      name: 'company',
      module: 'demo/company/main.ts',
      env: this.#environment.plain({
        API_URL: `${platformOrigin}/api`,
        MEDIA_URL: `${platformOrigin}/media`,
        ROOM_ID: 'demo',
        BOTS: String(messagesPerSecond),
        TOKENS_FILE: join(this.#folder, 'company.json'),
      }),
    }));
  }

  /** As the studio's slider says. Company that is not wanted goes home, and comes again when it is. */
  #paceCompany(message: unknown): void {
    const {type, messagesPerSecond} = message as {readonly type?: unknown; readonly messagesPerSecond?: unknown};
    if (type !== 'rate' || typeof messagesPerSecond !== 'number' || this.#ending) return;
    if (!messagesPerSecond) this.#sendCompanyHome();
    else if (this.#company) this.#company.tell({type, messagesPerSecond});
    else this.#inviteCompany(messagesPerSecond);
  }

  #sendCompanyHome(): void {
    const company = this.#company;
    if (!company) return;
    this.#company = undefined;
    this.#sentHome.add(company);
    void company.end();
  }

  async #database(): Promise<string> {
    if (this.#options.databaseUrl) return this.#options.databaseUrl;
    const keeper = this.#add(this.#keeper());
    return (await keeper.ready<{url: string}>()).url;
  }

  #keeper(): Child {
    try {
      return spawnKeeper(join(this.#folder, 'postgres'), this.#folder);
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
    return this.#add(new Child({...options, logFolder: this.#folder}));
  }

  #add(child: Child): Child {
    this.#children.push(child);
    void child.ended.then((why) => {
      if (this.#ending || this.#sentHome.has(child)) return;
      const words = child.lastWords().replaceAll(/^/gm, '    ');
      this.#fail(
        new StartError(`${child.name} ended by itself (${why}). Its last words (${child.logFile}):\n\n${words}`),
      );
    });
    return child;
  }

  /** Until `/healthz` says that the room `demo` can be joined. */
  async #healthy(): Promise<void> {
    const url = `${this.#environment.platformOrigin}/healthz`;
    const deadline = Date.now() + HEALTHY_MS;
    let last = 'no answer';
    while (Date.now() < deadline) {
      try {
        const answer = await fetch(url, {signal: AbortSignal.timeout(5_000)});
        last = `${answer.status} ${await answer.text()}`;
        if (answer.status === 200) return;
      } catch (error) {
        last = String(error);
      }
      await wait(250, undefined, {signal: this.#stop.signal});
    }
    throw new StartError(`${url} was not well in ${HEALTHY_MS / 1000} s; it says: ${last}`);
  }

  #announce(): void {
    const {bots} = this.#options;
    const {shopOrigin, platformOrigin} = this.#environment;
    const company = bots > 0 ? `${COMPANY_SIZE} made-up viewers, ${bots} messages a second (BOTS=0 for none)` : 'none';
    console.log(`
  The shop       ${shopOrigin}/
  The studio     ${shopOrigin}/studio.html
  Situations     ${shopOrigin}/situations/
  The platform   ${platformOrigin}/live-room.js
  Company        ${company}
  Data, logs     .data/${this.#options.platformPort}/

  Ready. Ctrl-C ends it all.
`);
  }

  /** The work, cut short by Ctrl-C (quietly) or by a process that ended by itself (an error). */
  async #unlessStopped(work: Promise<void>): Promise<void> {
    const {signal} = this.#stop;
    let stop!: () => void;
    const stopped = new Promise<void>((resolve) => (stop = resolve));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, {once: true});
    try {
      work.catch(() => undefined); // When another of the three is first, what becomes of the work no longer matters.
      await Promise.race([work, stopped, this.#failed]);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}
