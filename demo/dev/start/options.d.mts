/** An error that the user can fix: printed without a stack. */
export declare class StartError extends Error {}

/** Maximum of `BOTS`. */
export declare const BOTS_MAX: number;

export interface StartOptions {
  /** `PORT` */
  readonly shopPort: number;
  /** `PLATFORM_PORT`; the data lies in `.data/<platformPort>/`. */
  readonly platformPort: number;
  /** `BOTS`: messages a second of all bots; 0 starts no bots. */
  readonly bots: number;
  /** `DATABASE_URL`: a PostgreSQL instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** `--dev`: sources instead of `dist/`. Pages reload and processes restart when a source changes. */
  readonly dev: boolean;
}

/** @throws StartError */
export declare function readOptions(
  environment: Readonly<Record<string, string | undefined>>,
  args?: readonly string[],
): StartOptions;
