import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {ConnectionMonitor} from '../../src/drivers/chat/connection-monitor.ts';

/** Probes that were sent, to be answered in any order. */
let clock: sinon.SinonFakeTimers;
let questions: ((answered: boolean) => void)[];
let told: boolean[];
let connection: ConnectionMonitor;
let ended: AbortController;

beforeEach(() => {
  clock = sinon.useFakeTimers({
    now: Date.now(),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'],
  });
  clock.tick(1_000); // The time is never 0 on a page.
  questions = [];
  told = [];
  ended = new AbortController();
  connection = new ConnectionMonitor({
    probe: () => new Promise((resolve) => questions.push(resolve)),
    onChange: (connected) => told.push(connected),
    probesWhenQuiet: false,
    signal: ended.signal,
  });
});

afterEach(() => {
  ended.abort();
  expect(clock.countTimers()).to.equal(0);
  clock.restore();
});

const answer = (index: number, answered = true) => {
  questions[index]!(answered);
  return clock.tickAsync(0);
};

it('a lost connection is restored by the first response on the next socket', async () => {
  connection.socketLost();
  connection.socketOpened();
  await answer(0);
  expect(told).to.deep.equal([false, true]);
});

it('a connection is not restored if the service answers a later probe but not the first one', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(2_000);
  expect(questions.length).to.be.greaterThan(1);
  await answer(questions.length - 1);
  expect(told).to.deep.equal([false]);
  connection.socketOpened(); // The SDK gave up that socket.
  await answer(questions.length - 1);
  expect(told).to.deep.equal([false, true]);
});

it('a connection is restored by a later probe if the socket stays open', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(12_000);
  await answer(questions.length - 1);
  expect(told).to.deep.equal([false, true]);
});

it('a slow connection is restored: responses arrive in the order of the probes', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(2_000);
  await answer(0);
  expect(told).to.deep.equal([false, true]);
});

it('a connection is not restored by a response to a probe from before the loss', async () => {
  connection.check();
  connection.socketLost();
  await answer(0);
  expect(told).to.deep.equal([false]);
});

it('a connection is not restored by a refused probe', async () => {
  connection.socketLost();
  connection.socketOpened();
  await answer(0, false);
  expect(told).to.deep.equal([false]);
});
