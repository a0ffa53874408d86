/** Results in the cache, and characters of a cached argument. Together they use at most 512 KB. */
const RESULTS_MAX = 256;
const ARGUMENT_MAX_CHARS = 1_024;

/** Memoizes `work` by its argument. Callers share the result and must not change it. */
export function memoize<T>(work: (argument: unknown) => T): (argument: unknown) => T {
  const results = new Map<unknown, T>();
  return (argument) => {
    if (results.has(argument)) return results.get(argument)!;
    const result = work(argument);
    if (typeof argument !== 'string' || argument.length > ARGUMENT_MAX_CHARS) return result;
    results.set(argument, result);
    if (results.size > RESULTS_MAX) results.delete(results.keys().next().value);
    return result;
  };
}
