/** The checkout's folder, where every command runs. */
export declare const ROOT: string;

/**
 * Runs one command and waits for its end; its output is inherited. An aborted signal ends it.
 * @throws StartError if it fails.
 */
export declare function run(
  command: string,
  args: readonly string[],
  options?: {readonly signal?: AbortSignal; readonly env?: NodeJS.ProcessEnv},
): Promise<void>;
