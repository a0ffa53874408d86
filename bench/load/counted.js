/** Runs in a page before anything else does: counts the timers and workers that were started and not stopped. */
const timers = new Set();
const workers = new Set();
const {setTimeout: later, setInterval: every, clearTimeout: cancel, Worker: RealWorker} = globalThis;

globalThis.setTimeout = (callback, ms, ...given) => {
  const id = later(() => {
    timers.delete(id);
    callback(...given);
  }, ms);
  timers.add(id);
  return id;
};

globalThis.setInterval = (callback, ms, ...given) => {
  const id = every(callback, ms, ...given);
  timers.add(id);
  return id;
};

globalThis.clearTimeout = globalThis.clearInterval = (id) => {
  timers.delete(id);
  cancel(id);
};

globalThis.Worker = class extends RealWorker {
  constructor(...given) {
    super(...given);
    workers.add(this);
  }

  terminate() {
    workers.delete(this);
    super.terminate();
  }
};

globalThis.counted = () => ({timers: timers.size, workers: workers.size});
