/** Reports that the demo should end: on Ctrl-C, on SIGTERM, when the terminal closes, or when npm ends. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_CHECK_MS = 200;
/** npm forwards the Ctrl-C that the terminal has also sent to this process. Signals within this time count once. */
const SAME_PRESS_MS = 500;

/**
 * @typedef {object} Stop
 * @property {AbortSignal} signal Aborted by the first Ctrl-C.
 * @property {AbortSignal} force Aborted by the second Ctrl-C: do not wait.
 */

/** @returns {Stop} */
export function listenForStop() {
  const stop = new AbortController();
  const force = new AbortController();
  let first = 0;
  const handleSignal = () => {
    if (!stop.signal.aborted) {
      first = Date.now();
      stop.abort();
    } else if (Date.now() - first > SAME_PRESS_MS) {
      force.abort();
    }
  };
  for (const signal of SIGNALS) process.on(signal, handleSignal);
  if (['start', 'dev'].includes(process.env['npm_lifecycle_event'] ?? '')) endWithNpm(() => stop.abort());
  return {signal: stop.signal, force: force.signal};
}

/**
 * A killed npm sends no signal, but the id of our parent process changes.
 *
 * @param {() => void} end
 */
function endWithNpm(end) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && end(), PARENT_CHECK_MS).unref();
}
