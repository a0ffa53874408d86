import {spawn, type ChildProcess} from 'node:child_process';
import {closeSync, openSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** How long a process may take to end by itself, and to say that it is ready. */
const END_MS = 6_000;
const READY_MS = 120_000;

export interface ChildOptions {
  readonly name: string;
  /** The module it runs, from the checkout's folder; TypeScript as it is. */
  readonly module: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A command that becomes Node's process. */
  readonly prefix?: readonly string[];
  /** Everything it prints goes to `<name>.log` in here. */
  readonly logFolder: string;
}

/** One process of the demo. It leads a group of its own, so that Ctrl-C reaches who started it alone, who ends all in order. */
export class Child {
  readonly name: string;
  readonly logFile: string;
  /** Resolves when the process is gone, with why. */
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
   * What it says with `process.send({type: 'ready', …})`.
   * @throws when it ends first, or takes longer than a minute.
   */
  ready<T = unknown>(): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.name} was not ready in ${READY_MS / 1000} s`)), READY_MS);
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

  /** Hears what it says, for as long as it lives. */
  onMessage(listener: (message: unknown) => void): void {
    this.#process.on('message', listener);
  }

  send(message: object): void {
    if (this.#process.connected) this.#process.send(message);
  }

  /** Asks it to end; after a while, or when forced, its whole group is killed. */
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

  /** The last lines it printed. */
  lastLogLines(lines = 12): string {
    return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  #signal(signal: NodeJS.Signals): void {
    const {pid} = this.#process;
    if (!pid) return;
    try {
      process.kill(process.platform === 'win32' ? pid : -pid, signal);
    } catch {
      // Gone already: there is nothing left to end.
    }
  }
}
