/** Runs `npm start` or `npm run dev` as a process on free ports, and removes its data at the end. */
import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {randomInt} from 'node:crypto';
import {rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const READY_MS = 180_000;

export interface DemoPorts {
  readonly shop: number;
  readonly platform: number;
}

/** Two free ports outside the range of the system, which other suites use at the same time. */
export async function freePorts(): Promise<DemoPorts> {
  const shop = await freePort();
  let platform = await freePort();
  while (platform === shop) platform = await freePort();
  return {shop, platform};
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}

export function removeData({platform}: DemoPorts): void {
  rmSync(`${ROOT}/.data/${platform}`, {recursive: true, force: true});
}

export interface DemoOptions {
  readonly args?: readonly string[];
  /** Folder of the checkout. Default: this one. */
  readonly folder?: string;
}

export class DemoProcess {
  readonly process: ChildProcess;
  /** All output of the process. */
  output = '';
  readonly exited: Promise<number | null>;

  constructor(
    {shop, platform}: DemoPorts,
    environment: Readonly<Record<string, string>> = {},
    {args = [], folder = ROOT}: DemoOptions = {},
  ) {
    this.process = spawn(process.execPath, ['demo/dev/start.mjs', ...args], {
      cwd: folder,
      env: {...process.env, PORT: String(shop), PLATFORM_PORT: String(platform), ...environment},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const appendOutput = (text: Buffer) => (this.output += text.toString());
    this.process.stdout!.on('data', appendOutput);
    this.process.stderr!.on('data', appendOutput);
    this.exited = new Promise((resolve) => this.process.once('exit', resolve));
  }

  /** Resolves when the process prints that it is ready. */
  async ready(): Promise<void> {
    const ended = this.exited.then((code) => Promise.reject(new Error(`ended with ${code}:\n${this.output}`)));
    const ready = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not ready:\n${this.output}`)), READY_MS);
      const look = () => {
        if (!this.output.includes('Ready.')) return;
        clearTimeout(late);
        this.process.stdout!.off('data', look);
        resolve();
      };
      this.process.stdout!.on('data', look);
      void this.exited.then(() => clearTimeout(late));
    });
    await Promise.race([ready, ended]);
  }

  /** All descendants of the process. */
  descendants(): {pid: number; command: string}[] {
    const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], {encoding: 'utf8'})
      .trim()
      .split('\n')
      .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row)!)
      .map(([, pid, parent, command]) => ({pid: Number(pid), parent: Number(parent), command: command!}));
    const found: {pid: number; command: string}[] = [];
    const parents = [this.process.pid!];
    for (const parent of parents) {
      const children = rows.filter((row) => row.parent === parent && !row.command.startsWith('ps '));
      found.push(...children);
      parents.push(...children.map(({pid}) => pid));
    }
    return found;
  }

  /** Ends the process, after a passed or failed test. */
  async end(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.exited;
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false; // No such process.
  }
}
