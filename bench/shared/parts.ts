import {parseArgs} from 'node:util';
import {ENGINES, type Engine} from '../../test/support/engines/engines.mjs';

export interface PartOptions {
  /** Duration of a part that does not end by itself. */
  readonly minutes: number;
  /** Seed of random numbers, which repeats a finding. */
  readonly seed: number;
  /** Browsers of a part that measures in more than Chromium. */
  readonly engines: readonly Engine[];
}

/** Runs a part; resolves with true if every promise was kept. */
type Part = (options: PartOptions) => Promise<boolean>;

export interface Parts {
  /** Folder with one file for each part, which exports `run`. */
  readonly folder: URL;
  readonly usual: readonly string[];
  /** Parts that run only by name, because they take long. */
  readonly long?: readonly string[];
  /** Parts that measure in every engine. The others measure in Chromium only. */
  readonly everywhere?: readonly string[];
}

/** Runs the parts of the command line, or the usual ones, in sequence. The process fails if a promise is broken. */
export async function runParts({folder, usual, long = [], everywhere = []}: Parts): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      engine: {type: 'string', multiple: true, default: [...ENGINES]},
      minutes: {type: 'string', default: '60'},
      seed: {type: 'string', default: String(Math.floor(Math.random() * 2 ** 31))},
    },
  });
  const known = [...usual, ...long];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length) throw new Error(`there is no part ${unknown.join(', ')}; there are ${known.join(', ')}`);
  const engines = ENGINES.filter((engine) => values.engine.includes(engine));
  const strange = values.engine.filter((name) => !engines.includes(name as Engine));
  if (strange.length) throw new Error(`there is no engine ${strange.join(', ')}; there are ${ENGINES.join(', ')}`);
  const runnable = usual.filter((name) => engines.includes('chromium') || everywhere.includes(name));

  const broken: string[] = [];
  for (const name of positionals.length ? positionals : runnable) {
    const {run} = (await import(new URL(`${name}.ts`, folder).href)) as {run: Part};
    console.log(`\n— ${name} —`);
    if (!(await run({minutes: Number(values.minutes), seed: Number(values.seed), engines}))) broken.push(name);
  }
  if (broken.length) {
    console.log(`\nBROKEN: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
}
