/** The business server in its own process. */
import {spawn, type ChildProcess} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {CloudServer} from '../chat/chat-emulator.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = join(ROOT, 'demo/dev/server.ts');
const TSX = join(ROOT, 'node_modules/tsx/dist/esm/index.mjs');

const running = new Set<ServerProcess>();

/** Runs `node --import tsx demo/dev/server.ts` with only this environment. */
export class ServerProcess {
  output = '';
  /** Resolves at the end with an exit code or a signal. */
  readonly ended: Promise<number | string>;
  /** The port it listens on. */
  readonly ready: Promise<number>;
  readonly #process: ChildProcess;

  constructor(environment: Record<string, string>, cwd = ROOT) {
    const env = {PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment};
    const child = spawn(process.execPath, ['--import', TSX, MAIN], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (this.output += String(chunk)));
    this.ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(code ?? signal!)));
    this.ready = new Promise((resolve, reject) => {
      child.on(
        'message',
        (message: {type?: string; port: number}) => message.type === 'ready' && resolve(message.port),
      );
      void this.ended.then((how) => reject(new Error(`ended with ${how}: ${this.output}`)));
    });
    this.ready.catch(() => undefined);
    this.#process = child;
    running.add(this);
    void this.ended.then(() => running.delete(this));
  }

  get pid(): number {
    return this.#process.pid!;
  }

  async end(signal: NodeJS.Signals): Promise<number | string> {
    this.#process.kill(signal);
    return this.ended;
  }
}

/** Kills processes that are still running. */
export async function endProcesses(): Promise<void> {
  await Promise.all([...running].map((process) => process.end('SIGKILL')));
}

/** The environment of a server with this database and cloud. */
export function serverEnvironment(cloud: CloudServer, databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SDK_APP_ID: String(cloud.sdkAppId),
    SDK_SECRET_KEY: cloud.secretKey,
    IM_REST_URL: `${cloud.url}/cloud/im`,
    PORT: '0',
  };
}
