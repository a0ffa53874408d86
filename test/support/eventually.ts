/** Polls a condition, so that no test waits for a fixed time. */

/** Long enough for a busy machine: only a condition that never holds reaches it. */
const TIMEOUT_MS = 40_000;
const INTERVAL_MS = 20;

/** The real clock, because tests may replace the global one. */
const {setTimeout, performance} = globalThis;
const now = performance.now.bind(performance);
const interval = () => new Promise((resolve) => setTimeout.call(globalThis, resolve, INTERVAL_MS));

/** Resolves as soon as the assertions hold. @throws the last failure */
export async function eventually(assertions: () => unknown, ms = TIMEOUT_MS): Promise<void> {
  for (const deadline = now() + ms; ;) {
    try {
      await assertions();
      return;
    } catch (failure) {
      if (now() >= deadline) throw failure;
    }
    await interval();
  }
}

/** Resolves with the first truthy value that `find` returns. */
export async function until<T>(
  find: () => T | Promise<T>,
  ms = TIMEOUT_MS,
): Promise<Exclude<T, null | undefined | false | '' | 0>> {
  for (const deadline = now() + ms; ;) {
    const found = await find();
    if (found) return found as Exclude<T, null | undefined | false | '' | 0>;
    if (now() >= deadline) throw new Error(`no truthy value in ${ms} ms from ${find.toString()}`);
    await interval();
  }
}

/** The error that a promise rejects with. @throws if the promise is fulfilled */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const reason = await promise.then(
    () => undefined,
    (error: Error) => error,
  );
  if (!reason) throw new Error('the promise was fulfilled');
  return reason;
}
