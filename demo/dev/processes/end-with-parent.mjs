/** Preloaded into every process of the demo: ends the process when `npm start` was killed. */

const END_MS = 5_000;

process.once('disconnect', () => {
  if (!process.listenerCount('SIGTERM')) process.exit(0);
  setTimeout(() => process.exit(1), END_MS).unref();
  process.kill(process.pid, 'SIGTERM');
});
process.channel?.unref();
