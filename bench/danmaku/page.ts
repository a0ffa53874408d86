/** The HTML of the stage, its script, and the functions that the script provides. */
import {readFileSync} from 'node:fs';
import {build, type Plugin} from 'esbuild';

const FOLDER = new URL('.', import.meta.url);

export const STAGE_PAGE = readFileSync(new URL('stage.html', FOLDER), 'utf8');

export interface LineCounts {
  readonly sent: number;
  readonly shown: number;
  /** Maximum of simultaneous elements. */
  readonly peak: number;
  readonly toLane?: {readonly p50: number; readonly p95: number};
  readonly toPixel?: {readonly p50: number; readonly p95: number};
}

/** The global object `bench` of `page.js`. */
export interface Bench {
  start(rate: number): Promise<void>;
  resetCounts(): void;
  counts(): LineCounts;
  fairness(): {readonly all: number; readonly long: number};
  animate(ms: number): Promise<number[]>;
  overlaps(): {readonly lines: number; readonly over: number};
  sayOwn(count: number, everyMs: number): Promise<{readonly ms: number; readonly over: number}[]>;
  aim(insidePx: number): {readonly x: number; readonly y: number; readonly text: string};
  selected(): string | undefined;
  /** Switches the outline of lines on or off; for our layer only. */
  outline(on: boolean): void;
  stop(): void;
}

/** Imports the file of a package as text if its path begins with `text:`. */
const texts: Plugin = {
  name: 'texts',
  setup(bundler) {
    bundler.onResolve({filter: /^text:/}, ({path}) => ({path: path.slice('text:'.length), namespace: 'text'}));
    bundler.onLoad({filter: /.*/, namespace: 'text'}, ({path}) => ({
      contents: readFileSync(`node_modules/${path}`, 'utf8'),
      loader: 'text',
    }));
  },
};

/** The script of one danmaku engine. */
export async function bundle(engine: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {
      contents: `import engine from './engines/${engine}.js'; import {serve} from './page.js'; serve(engine);`,
      resolveDir: new URL('.', FOLDER).pathname,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    conditions: ['production'],
    // The build compiles decorators by the same settings.
    tsconfig: new URL('../../tsconfig.json', FOLDER).pathname,
    define: {'process.env.NODE_ENV': '"production"', __DEV__: 'false', __VERSION__: '"bench"'},
    logLevel: 'error',
    plugins: [texts],
  });
  return outputFiles[0]!.text;
}
