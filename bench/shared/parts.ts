import {parseArgs} from 'node:util';

export interface PartOptions {
  /** How long a part goes on that has no end of its own. */
  readonly minutes: number;
  /** What chance is made of: a finding is repeated by its seed. */
  readonly seed: number;
}

/** Whether what we promise was kept. */
type Part = (options: PartOptions) => Promise<boolean>;

export interface Parts {
  /** Where they lie, one file each with a `run`. */
  readonly folder: URL;
  readonly usual: readonly string[];
  /** Only by name: they take as long as they are told to. */
  readonly long?: readonly string[];
}

/** Runs those parts the command line names, or the usual ones, one after another; the process fails if a promise is broken. */
export async function runParts({folder, usual, long = []}: Parts): Promise<void> {
  const {values, positionals} = parseArgs({
    allowPositionals: true,
    options: {
      minutes: {type: 'string', default: '60'},
      seed: {type: 'string', default: String(Math.floor(Math.random() * 2 ** 31))},
    },
  });
  const known = [...usual, ...long];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length) throw new Error(`there is no part ${unknown.join(', ')}; there are ${known.join(', ')}`);

  const broken: string[] = [];
  for (const name of positionals.length ? positionals : usual) {
    const {run} = (await import(new URL(`${name}.ts`, folder).href)) as {run: Part};
    console.log(`\n— ${name} —`);
    if (!(await run({minutes: Number(values.minutes), seed: Number(values.seed)}))) broken.push(name);
  }
  if (broken.length) {
    console.log(`\nBROKEN: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
}
