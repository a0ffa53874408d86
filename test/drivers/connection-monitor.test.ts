import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {ConnectionMonitor} from '../../src/drivers/chat/connection-monitor.ts';

let clock: sinon.SinonFakeTimers;
/** Resolves each probe that was sent. */
let probes: ((hasResponded: boolean) => void)[];
let reports: boolean[];
let connection: ConnectionMonitor;
let ended: AbortController;

beforeEach(() => {
  clock = sinon.useFakeTimers({
    now: Date.now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  clock.tick(1_000); // The time is never 0 on a page.
  probes = [];
  reports = [];
  ended = new AbortController();
  connection = new ConnectionMonitor({
    probe: () => new Promise((resolve) => probes.push(resolve)),
    onChange: (connected) => reports.push(connected),
    probesWhenQuiet: false,
    signal: ended.signal,
  });
});

afterEach(() => {
  ended.abort();
  expect(clock.countTimers()).to.equal(0);
  clock.restore();
});

const respond = (index: number, hasResponded = true) => {
  probes[index]!(hasResponded);
  return clock.tickAsync(0);
};

it('the first response on the next socket restores a connection', async () => {
  connection.socketLost();
  connection.socketOpened();
  await respond(0);
  expect(reports).to.deep.equal([false, true]);
});

it('a response does not restore a connection while an earlier probe on its socket is lost', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(2_000);
  expect(probes.length).to.be.greaterThan(1);
  await respond(probes.length - 1);
  expect(reports).to.deep.equal([false]);
  connection.socketOpened(); // The SDK gave up that socket.
  await respond(probes.length - 1);
  expect(reports).to.deep.equal([false, true]);
});

it('a later response restores a connection ten seconds after a lost probe, if the socket stays open', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(12_000);
  await respond(probes.length - 1);
  expect(reports).to.deep.equal([false, true]);
});

it('a slow response to the first probe restores a connection', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(2_000);
  await respond(0);
  expect(reports).to.deep.equal([false, true]);
});

it('a response to a probe from before the loss restores no connection', async () => {
  connection.check();
  connection.socketLost();
  await respond(0);
  expect(reports).to.deep.equal([false]);
});

it('a probe to which the service itself does not respond restores no connection', async () => {
  connection.socketLost();
  connection.socketOpened();
  await respond(0, false);
  expect(reports).to.deep.equal([false]);
});
