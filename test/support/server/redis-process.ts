/** A real Redis on loopback that keeps nothing on disk. It can be killed and started again on its port. */
import {once} from 'node:events';
import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createClient} from '@redis/client';
import {freePort} from '../runner/free-port.mjs';
import {findRedis} from './find-redis.mjs';

const READY = 'Ready to accept connections';
/** Another program may take a port between its choice and its use. */
const PORTS_TRIED = 5;
const CLUSTER_MS = 60_000;

export interface RedisOptions {
  readonly password?: string;
  /** A cluster of one node, which has all slots. */
  readonly cluster?: boolean;
}

export class RedisProcess {
  readonly port: number;
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
    const {password, cluster} = this.#options;
    return `redis://${password ? `:${password}@` : ''}127.0.0.1:${this.port}${cluster ? '?cluster=true' : ''}`;
  }

  get pid(): number {
    return this.#process!.pid!;
  }

  /** Starts the server, without data. */
  async start(): Promise<void> {
    const path = findRedis();
    if (!path) throw new Error('redis-server was not found: apt-get install redis-server');
    const {password, cluster} = this.#options;
    const args = [
      ...['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.#folder],
      ...['--save', '', '--appendonly', 'no'],
      ...(password ? ['--requirepass', password] : []),
      ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())] : []),
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

  /** Gives all slots to this node. */
  async formCluster(): Promise<void> {
    const client = createClient({url: this.url});
    await client.connect();
    await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
    const deadline = Date.now() + CLUSTER_MS;
    while (!(await client.sendCommand<string>(['CLUSTER', 'INFO'])).includes('cluster_state:ok')) {
      if (Date.now() > deadline) throw new Error('the cluster is not ready');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    client.destroy();
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** It keeps its connections and answers nothing. The returned function lets it go on. */
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
