/** Does the work when first asked, e.g. loads a module, and keeps the result. A failure is forgotten: the next call works again. */
export function lazy<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () =>
    (done ??= work().catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}
