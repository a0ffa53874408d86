import {once} from 'node:events';
import {watch, type FSWatcher} from 'chokidar';
import {build} from 'esbuild';
import {ROOT} from './command.mjs';

/** Wait before a restart: editors write a file in several steps, and a save may change many files. */
const SETTLED_MS = 100;

interface Watched {
  readonly watcher: FSWatcher;
  /** Relative to the checkout. */
  files: string[];
}

/** Restarts a process when one of its source files changes, one process at a time. */
export class Restarts {
  readonly #restart: (module: string) => Promise<void>;
  readonly #watchers = new Map<string, Watched>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #last = Promise.resolve();
  readonly #closing = new AbortController();

  /** @param restart Ends the process of a module and starts it again. It must not reject. */
  constructor(restart: (module: string) => Promise<void>) {
    this.#restart = restart;
  }

  /** Watches all modules that the module imports. Called after each start, because imports change. */
  async watch(module: string): Promise<void> {
    const files = await filesOf(module);
    const {signal} = this.#closing;
    if (!files || signal.aborted) return; // A file is incomplete: the earlier files stay watched.
    const known = this.#watchers.get(module);
    if (known) {
      known.watcher.add(files.filter((file) => !known.files.includes(file)));
      known.watcher.unwatch(known.files.filter((file) => !files.includes(file)));
      known.files = files;
      return;
    }
    // One watcher for good: between two, a change would be missed.
    const watcher = watch(files, {cwd: ROOT, ignoreInitial: true}).on('all', () => this.#scheduleRestart(module));
    this.#watchers.set(module, {watcher, files});
    await once(watcher, 'ready', {signal}).catch(() => undefined); // It is closed.
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    await Promise.all([...this.#watchers.values()].map(({watcher}) => watcher.close()));
    await this.#last;
  }

  #scheduleRestart(module: string): void {
    clearTimeout(this.#timers.get(module));
    const run = () => {
      this.#last = this.#last.then(() => (this.#closing.signal.aborted ? undefined : this.#restart(module)));
    };
    this.#timers.set(module, setTimeout(run, SETTLED_MS));
  }
}

/** @returns Paths relative to the checkout; undefined if a file has a syntax error. */
async function filesOf(module: string): Promise<string[] | undefined> {
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
