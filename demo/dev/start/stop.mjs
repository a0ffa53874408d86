/** Hears when the demo is to end: Ctrl-C, a polite kill, a closed terminal, or npm gone. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 200;
/** npm passes on the Ctrl-C that the terminal has sent us already: the two count as one. */
const SAME_PRESS_MS = 500;

export function listenForStop() {
  const stop = new AbortController();
  const force = new AbortController();
  let first = 0;
  const hear = () => {
    if (!stop.signal.aborted) {
      first = Date.now();
      stop.abort();
    } else if (Date.now() - first > SAME_PRESS_MS) {
      force.abort();
    }
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  if (['start', 'dev'].includes(process.env.npm_lifecycle_event)) endWithNpm(() => stop.abort());
  return {signal: stop.signal, force: force.signal};
}

/** npm killed outright cannot tell us; that our parent is another one by now does. */
function endWithNpm(end) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), PARENT_CHECK_MS).unref();
}
