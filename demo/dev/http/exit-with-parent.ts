/** Whatever hangs is left behind by then; `npm start` waits a little longer. */
const CLOSE_TIMEOUT_MS = 4_500;

/** Ends the process in order when asked to; asked again, at once. */
export function closeOnSignal(close: () => Promise<unknown>): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(0);
    ending = true;
    setTimeout(() => process.exit(0), CLOSE_TIMEOUT_MS).unref();
    void close()
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
}
