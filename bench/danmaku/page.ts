/** The stage's page and its script, and what they can be asked. */
import {readFileSync} from 'node:fs';
import {build, type Plugin} from 'esbuild';

const FOLDER = new URL('.', import.meta.url);

export const STAGE_PAGE = readFileSync(new URL('stage.html', FOLDER), 'utf8');

export interface Counted {
  readonly sent: number;
  readonly shown: number;
  /** Elements at once. */
  readonly peak: number;
  readonly toLane?: {readonly p50: number; readonly p95: number};
  readonly toPixel?: {readonly p50: number; readonly p95: number};
}

/** What `page.js` puts there. */
export interface Bench {
  start(rate: number): Promise<void>;
  count(): void;
  counted(): Counted;
  fairness(): {readonly all: number; readonly long: number};
  animate(ms: number): Promise<number[]>;
  overlaps(): {readonly lines: number; readonly over: number};
  sayOwn(count: number, everyMs: number): Promise<{readonly ms: number; readonly over: number}[]>;
  aim(insidePx: number): {readonly x: number; readonly y: number; readonly text: string};
  selected(): string | undefined;
  /** Draws lines with their outline, or without. Of our layer alone. */
  outline(on: boolean): void;
  stop(): void;
}

/** `text:` before a package's file: its text, not its module. */
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
    // TypeScript's decorators, as the build has them.
    tsconfig: new URL('../../tsconfig.json', FOLDER).pathname,
    define: {'process.env.NODE_ENV': '"production"', __DEV__: 'false', __VERSION__: '"bench"'},
    logLevel: 'error',
    plugins: [texts],
  });
  return outputFiles[0]!.text;
}
