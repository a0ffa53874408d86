import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {DriverSink} from '../../src/drivers/chat-driver.ts';
import {CloudTestService} from '../support/chat/chat-services.ts';
import {eventually} from '../support/eventually.ts';

const service = new CloudTestService();
for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) sinon.stub(console, level);

/** True if the page receives an unhandled rejection with this reason. */
const reachesPage = (reason: unknown) => {
  const init = {reason, promise: Promise.resolve(), cancelable: true};
  return dispatchEvent(new PromiseRejectionEvent('unhandledrejection', init));
};
const CODES = [70_001, 60_004];
const codesReachingPage = () => CODES.filter((code) => reachesPage(Object.assign(new Error('of the page'), {code})));

async function visit(userId: string) {
  const [connected, ended]: [boolean[], string[]] = [[], []];
  const abort = new AbortController();
  const sink: DriverSink = {
    messages: () => undefined,
    groupChanged: () => undefined,
    deleted: () => undefined,
    notified: () => undefined,
    speakingDisabled: () => undefined,
    connected: (isConnected) => connected.push(isConnected),
    ended: ({code}) => ended.push(code),
  };
  const driver = service.driver();
  const roomId = `room-of-${userId}`;
  await service.makeRoom(roomId);
  const credentials = await service.sign(userId, 'right');
  const {sdkAppId, server} = service;
  await driver.join({roomId, sdkAppId, server, credentials, sink, signal: abort.signal});
  const leave = async () => {
    abort.abort();
    await driver.leave();
  };
  return {connected, ended, leave};
}

afterEach(async () => {
  sinon.restore();
  await service.restore();
  await service.pace();
});

it('the page receives its own rejections while the room is joined, with any code', async () => {
  const {leave} = await visit('page-errors');
  expect(codesReachingPage()).to.deep.equal(CODES);
  await leave();
  expect(codesReachingPage()).to.deep.equal(CODES);
});

for (const [trouble, fault] of [
  ['a cut', {cut: {userId: 'page-a-cut'}}],
  ['a kick', {kick: {userId: 'page-a-kick', type: 'multipleDevice'}}],
] as const) {
  it(`the SDK's refused requests do not reach the page for seconds after ${trouble}, and reach it later`, async () => {
    const {connected, ended, leave} = await visit(trouble === 'a cut' ? 'page-a-cut' : 'page-a-kick');
    await service.fault(fault);
    await eventually(() => expect(connected.includes(false) || ended.length > 0).to.be.true);
    expect(codesReachingPage()).to.deep.equal([]);
    expect(reachesPage(new Error('of the page'))).to.be.true;
    if (trouble === 'a cut') await eventually(() => expect(connected.at(-1)).to.be.true);
    const later = performance.now() + 60_000;
    sinon.stub(performance, 'now').returns(later);
    expect(codesReachingPage()).to.deep.equal(CODES);
    sinon.restore();
    await leave();
  });
}
