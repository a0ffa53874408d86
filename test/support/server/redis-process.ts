/** A real Redis on loopback that stores nothing on disk. It can be killed and restarted on its port. */
import {once} from 'node:events';
import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createClient} from '@redis/client';
import {freePort} from '../runner/free-port.mjs';
import {findRedis} from './find-redis.mjs';
import {CERTIFICATE_FILE, KEY_FILE} from './tls-database.ts';

const READY = 'Ready to accept connections';
/** Another program may take a port between its choice and its use. */
const PORTS_TRIED = 5;
const CLUSTER_MS = 60_000;

export interface RedisOptions {
  readonly password?: string;
  /** A node of a cluster; see `RedisCluster`. */
  readonly cluster?: boolean;
  /** Only TLS, with the certificate of `tls-database.ts` for `localhost`. */
  readonly tls?: boolean;
}

export class RedisProcess {
  readonly port: number;
  /** Port of the cluster's own connections. */
  busPort = 0;
  readonly #options: RedisOptions;
  readonly #folder = mkdtempSync(join(tmpdir(), 'live-room-redis-'));
  #process: ChildProcess | undefined;

  private constructor(port: number, options: RedisOptions) {
    this.port = port;
    this.#options = options;
  }

  static async start(options: RedisOptions = {}): Promise<RedisProcess> {
    for (let tried = 1; ; tried++) {
      const redis = new RedisProcess(await freePort(), options);
      try {
        await redis.start();
        return redis;
      } catch (error) {
        redis.close();
        if (tried === PORTS_TRIED) throw error;
      }
    }
  }

  get url(): string {
    const {password, tls} = this.#options;
    return `${tls ? 'rediss' : 'redis'}://${password ? `:${password}@` : ''}${tls ? 'localhost' : '127.0.0.1'}:${this.port}`;
  }

  get pid(): number {
    return this.#process!.pid!;
  }

  /** Starts the server, without data. */
  async start(): Promise<void> {
    const path = findRedis();
    if (!path) throw new Error('redis-server was not found: apt-get install redis-server');
    const {password, cluster, tls} = this.#options;
    if (cluster) this.busPort = await freePort();
    const certificates = ['--tls-cert-file', CERTIFICATE_FILE, '--tls-key-file', KEY_FILE, '--tls-auth-clients', 'no'];
    const args = [
      ...['--bind', '127.0.0.1', '--dir', this.#folder],
      ...(tls ? ['--port', '0', '--tls-port', String(this.port), ...certificates] : ['--port', String(this.port)]),
      ...['--save', '', '--appendonly', 'no'],
      ...(password ? ['--requirepass', password] : []),
      ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-port', String(this.busPort)] : []),
    ];
    const child = spawn(path, args, {stdio: ['ignore', 'pipe', 'pipe']});
    this.#process = child;
    let output = '';
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}: ${output}`)));
      child.stdout.on('data', (chunk) => {
        output += String(chunk);
        if (output.includes(READY)) resolve();
      });
    });
  }

  /** Kills it, like a crash. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** It keeps its connections and does not respond. The returned function resumes it. */
  hang(): () => void {
    const child = this.#process;
    child?.kill('SIGSTOP');
    return () => void child?.kill('SIGCONT');
  }

  close(): void {
    this.#process?.kill('SIGKILL');
    rmSync(this.#folder, {recursive: true, force: true});
  }
}

/** Hash slots of each node. The room `demo` (903) is on the first, the set of liked rooms (2430) on the second. */
const SLOTS = [
  [0, 1_999],
  [2_000, 9_999],
  [10_000, 16_383],
] as const;

/** A cluster of three nodes without replicas. */
export class RedisCluster {
  readonly #nodes: readonly RedisProcess[];

  private constructor(nodes: readonly RedisProcess[]) {
    this.#nodes = nodes;
  }

  static async start(): Promise<RedisCluster> {
    const started = await Promise.allSettled(SLOTS.map(() => RedisProcess.start({cluster: true})));
    const nodes = started.flatMap((node) => (node.status === 'fulfilled' ? [node.value] : []));
    const cluster = new RedisCluster(nodes);
    try {
      for (const node of started) if (node.status === 'rejected') throw node.reason as Error;
      await cluster.#form();
      return cluster;
    } catch (error) {
      cluster.close();
      throw error;
    }
  }

  get url(): string {
    return this.#nodes.map(({url}) => url).join(',');
  }

  /** Number of keys on each node. */
  async keyCounts(): Promise<number[]> {
    return this.#ask(() => ['DBSIZE']).then((replies) => replies.map(Number));
  }

  close(): void {
    for (const node of this.#nodes) node.close();
  }

  async #form(): Promise<void> {
    await this.#ask((index) => ['CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1)]);
    await this.#ask((index) => ['CLUSTER', 'ADDSLOTSRANGE', ...SLOTS[index]!.map(String)]);
    const [first] = this.#nodes;
    await this.#ask(() => ['CLUSTER', 'MEET', '127.0.0.1', String(first!.port), String(first!.busPort)]);
    const deadline = Date.now() + CLUSTER_MS;
    while (!(await this.#ask(() => ['CLUSTER', 'INFO'])).every((info) => String(info).includes('cluster_state:ok'))) {
      if (Date.now() > deadline) throw new Error('the cluster is not ready');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends a command to each node. */
  #ask(commandFor: (index: number) => string[]): Promise<unknown[]> {
    return Promise.all(
      this.#nodes.map(async ({url}, index) => {
        const client = createClient({url});
        await client.connect();
        try {
          return await client.sendCommand<unknown>(commandFor(index));
        } finally {
          client.destroy();
        }
      }),
    );
  }
}
