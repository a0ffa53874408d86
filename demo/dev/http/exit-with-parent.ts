/** Time until the process exits although some work has not ended, ms. `npm start` waits a little longer. */
const CLOSE_TIMEOUT_MS = 4_500;

/** Closes and exits on SIGTERM or SIGINT; a second signal exits at once. */
export function closeOnSignal(close: () => Promise<unknown>): void {
  let closing = false;
  const end = () => {
    if (closing) process.exit(0);
    closing = true;
    setTimeout(() => process.exit(0), CLOSE_TIMEOUT_MS).unref();
    void close()
      .catch((error: unknown) => console.error(error))
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
}
