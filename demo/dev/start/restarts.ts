import {watch, type FSWatcher} from 'chokidar';
import {build} from 'esbuild';
import {ROOT} from './command.mjs';

/** Wait before a restart: editors write a file in several steps, and a save may change many files. */
const SETTLED_MS = 100;

/** Restarts a process when one of its source files changes, one process at a time. */
export class Restarts {
  readonly #restart: (module: string) => Promise<void>;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #last = Promise.resolve();
  #closed = false;

  /** @param restart Ends the process of a module and starts it again. It must not reject. */
  constructor(restart: (module: string) => Promise<void>) {
    this.#restart = restart;
  }

  /** Watches all modules that the module imports. Called after each start, because imports change. */
  async watch(module: string): Promise<void> {
    const files = await filesOf(module);
    if (!files || this.#closed) return; // A file is incomplete: the earlier files stay watched.
    const before = this.#watchers.get(module);
    this.#watchers.set(
      module,
      watch([...files], {cwd: ROOT, ignoreInitial: true}).on('all', () => this.#scheduleRestart(module)),
    );
    await before?.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all([...this.#watchers.values()].map((watcher) => watcher.close()));
    await this.#last;
  }

  #scheduleRestart(module: string): void {
    clearTimeout(this.#timers.get(module));
    const run = () => {
      this.#last = this.#last.then(() => (this.#closed ? undefined : this.#restart(module)));
    };
    this.#timers.set(module, setTimeout(run, SETTLED_MS));
  }
}

/** @returns Paths relative to the checkout; undefined if a file has a syntax error. */
async function filesOf(module: string): Promise<readonly string[] | undefined> {
  try {
    const {metafile} = await build({
      absWorkingDir: ROOT,
      entryPoints: [module],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      logLevel: 'silent',
    });
    return Object.keys(metafile.inputs);
  } catch {
    return undefined; // The process reports the error when it starts.
  }
}
