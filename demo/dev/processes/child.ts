import {spawn, type ChildProcess} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Time limits for a process to end and to become ready. */
const END_MS = 6_000;
const READY_MS = 120_000;

export interface ChildOptions {
  readonly name: string;
  /** The module to run, relative to the checkout; may be TypeScript. */
  readonly module: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A command that executes Node, such as `setpriv`. */
  readonly prefix?: readonly string[];
  /** The folder of `<name>.log`, which receives all output. */
  readonly logFolder: string;
}

/** One process of the demo. It leads its own process group, so that Ctrl-C reaches only `npm start`, which ends all in order. */
export class Child {
  readonly name: string;
  readonly logFile: string;
  /** Resolves with the reason when the process has ended. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;

  constructor({name, module, args = [], env, prefix = [], logFolder}: ChildOptions) {
    this.name = name;
    this.logFile = join(logFolder, `${name}.log`);
    const log = openSync(this.logFile, 'w');
    const preload = ['--import', 'tsx', '--import', './demo/dev/processes/end-with-parent.mjs'];
    const [command, ...rest] = [...prefix, process.execPath, ...preload, module, ...args];
    this.#process = spawn(command!, rest, {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(error.message));
      this.#process.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
    });
  }

  /**
   * Waits for the process to call `process.send({type: 'ready', …})`.
   * @throws If it ends first, or is not ready in time.
   */
  ready<T = unknown>(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.name} was not ready within ${READY_MS / 1000} s`)),
        READY_MS,
      );
      this.#process.on('message', (message: {readonly type?: unknown}) => {
        if (message.type !== 'ready') return;
        clearTimeout(late);
        resolve(message as T);
      });
      void this.ended.then((why) => {
        clearTimeout(late);
        reject(new Error(`${this.name} ended: ${why}`));
      });
    });
  }

  /** Listens to its IPC messages. */
  onMessage(listener: (message: unknown) => void): void {
    this.#process.on('message', listener);
  }

  send(message: object): void {
    if (this.#process.connected) this.#process.send(message);
  }

  /** Sends SIGTERM; after a while, or when forced, kills the whole group. */
  async end(force?: AbortSignal): Promise<void> {
    const kill = () => this.#signal('SIGKILL');
    if (force?.aborted) kill();
    else this.#process.kill('SIGTERM');
    const late = setTimeout(kill, END_MS);
    force?.addEventListener('abort', kill, {once: true});
    await this.ended;
    clearTimeout(late);
    force?.removeEventListener('abort', kill);
  }

  /** @returns The last lines of its log. */
  lastLogLines(lines = 12): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  #signal(signal: NodeJS.Signals): void {
    const {pid} = this.#process;
    if (!pid) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
      // The process has ended already.
    }
  }
}
