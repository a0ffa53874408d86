/** Something a person can put right: shown as its sentence, without a stack. */
export declare class StartError extends Error {}

/** `BOTS` at most. */
export declare const MOST_BOTS: number;

export interface StartOptions {
  /** `PORT` */
  readonly shopPort: number;
  /** `PLATFORM_PORT`; the data lies in `.data/<platformPort>/`. */
  readonly platformPort: number;
  /** `BOTS`: messages a second of the made-up company, 0 for none. */
  readonly bots: number;
  /** `DATABASE_URL`: a PostgreSQL to use instead of an embedded one. */
  readonly databaseUrl: string | undefined;
  /** `--dev`: sources instead of `dist/`. Pages reload and processes restart when a source changes. */
  readonly dev: boolean;
}

/** @throws StartError */
export declare function readOptions(
  environment: Readonly<Record<string, string | undefined>>,
  args?: readonly string[],
): StartOptions;
