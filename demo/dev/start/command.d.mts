/** The checkout's folder, where every command runs. */
export declare const ROOT: string;

/**
 * Runs one command to its end, with its output in ours; an aborted signal ends it.
 * @throws StartError when it fails.
 */
export declare function run(
  command: string,
  args: readonly string[],
  options?: {readonly signal?: AbortSignal; readonly env?: NodeJS.ProcessEnv},
): Promise<void>;
