import {delay} from '../../protocol/abort.js';

/** Delay before a module that failed to load is requested again. */
export const LOAD_RETRY_MS = 5_000;

/** Repeats the work until its module is loaded, or until the signal ends it. */
export async function retryModuleLoad(load: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  try {
    await load();
  } catch {
    await delay(LOAD_RETRY_MS, signal).then(
      () => retryModuleLoad(load, signal),
      () => undefined, // The connection has ended.
    );
  }
}
