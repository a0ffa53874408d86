/** Runs before all other scripts of a page. Counts timers and workers that were started and not stopped. */
const timers = new Set();
const workers = new Set();
const {setTimeout: later, setInterval: every, clearTimeout: cancel, Worker: RealWorker} = globalThis;

globalThis.setTimeout = (callback, ms, ...args) => {
  const id = later(() => {
    timers.delete(id);
    callback(...args);
  }, ms);
  timers.add(id);
  return id;
};

globalThis.setInterval = (callback, ms, ...args) => {
  const id = every(callback, ms, ...args);
  timers.add(id);
  return id;
};

globalThis.clearTimeout = globalThis.clearInterval = (id) => {
  timers.delete(id);
  cancel(id);
};

globalThis.Worker = class extends RealWorker {
  constructor(...args) {
    super(...args);
    workers.add(this);
  }

  terminate() {
    workers.delete(this);
    super.terminate();
  }
};

globalThis.counted = () => ({timers: timers.size, workers: workers.size});
