import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import {ConnectionMonitor} from '../../src/drivers/chat/connection-monitor.ts';

/** Questions that were asked, to be answered in any order. */
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
  clock.tick(1_000); // No page asks anything at 0.
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

it('that was lost is back with the first answer by the next socket', async () => {
  connection.socketLost();
  connection.socketOpened();
  await answer(0);
  expect(told).to.deep.equal([false, true]);
});

it('is not taken for one where the service answers again beside a question it never heard', async () => {
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

it('is taken for one all the same where the socket stays', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(12_000);
  await answer(questions.length - 1);
  expect(told).to.deep.equal([false, true]);
});

it('that is slow is one: answers come in the order of the questions', async () => {
  connection.socketLost();
  connection.socketOpened();
  await clock.tickAsync(2_000);
  await answer(0);
  expect(told).to.deep.equal([false, true]);
});

it('is not proven by an answer to what was asked before it was lost', async () => {
  connection.check();
  connection.socketLost();
  await answer(0);
  expect(told).to.deep.equal([false]);
});

it('is not proven by a refusal', async () => {
  connection.socketLost();
  connection.socketOpened();
  await answer(0, false);
  expect(told).to.deep.equal([false]);
});
