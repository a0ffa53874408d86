/** Waits for what will be so, looking every few milliseconds: no test waits for a time. */

/** Only what never comes is failed by it: a busy machine takes long. Who means less says so. */
const SOON_MS = 15_000;
const EVERY_MS = 20;

/** Tests may stop the clock: this one runs on. */
const {setTimeout, performance} = globalThis;
const now = performance.now.bind(performance);
const next = () => new Promise((resolve) => setTimeout.call(globalThis, resolve, EVERY_MS));

/** Resolves as soon as the assertions hold. @throws what failed last. */
export async function eventually(assertions: () => unknown, ms = SOON_MS): Promise<void> {
  for (const deadline = now() + ms; ;) {
    try {
      await assertions();
      return;
    } catch (failure) {
      if (now() >= deadline) throw failure;
    }
    await next();
  }
}

/** Resolves with what is found, as soon as that is neither nothing nor false. */
export async function until<T>(
  look: () => T | Promise<T>,
  ms = SOON_MS,
): Promise<Exclude<T, null | undefined | false | '' | 0>> {
  for (const deadline = now() + ms; ;) {
    const found = await look();
    if (found) return found as Exclude<T, null | undefined | false | '' | 0>;
    if (now() >= deadline) throw new Error(`nothing was found in ${ms} ms by ${look.toString()}`);
    await next();
  }
}

/** The error that a promise rejects with. @throws if it is fulfilled. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const refused = await promise.then(
    () => undefined,
    (error: Error) => error,
  );
  if (!refused) throw new Error('it was not refused');
  return refused;
}
