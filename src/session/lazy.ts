/**
 * Runs the work on the first call, e.g. loads a module, and keeps the result. After a failure the next call runs it
 * again.
 */
export function lazy<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}
