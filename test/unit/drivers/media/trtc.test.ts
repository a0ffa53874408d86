import {expect, onTestFinished, test, vi} from 'vitest';
import {TrtcDriver, type TrtcOptions} from '../../../../src/drivers/media/trtc.js';

test('the driver reports an SDK that throws, also from its check of the browser', async () => {
  const failed = vi.fn();
  const driver = new TrtcDriver({
    sdk: {
      setLogLevel: () => undefined,
      create: () => {
        throw new TypeError('This document requires TrustedScriptURL assignment.');
      },
      isSupported: () => Promise.reject(new TypeError('This document requires TrustedHTML assignment.')),
    } as unknown as TrtcOptions['sdk'],
    rtcAccess: () => Promise.resolve({sdkAppId: 1, rtc: {userId: 'ann', userSig: 'sig', roomId: 'demo'}}),
    hostId: 'host',
    camera: {} as HTMLElement,
    screen: {} as HTMLElement,
    muted: false,
    volume: 1,
    sink: {changed: () => undefined, ended: () => undefined, failed},
  });
  await vi.waitFor(() => expect(failed).toHaveBeenCalledWith('MEDIA_FAILED', 'cannot enter the TRTC room', 1, false));
  await driver.stop();
});

test('the driver waits until Tencent Chat has ended one of two pages of a viewer before it enters the room again', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('document', {addEventListener: () => undefined, removeEventListener: () => undefined});
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
  const kicks: ((event: {reason: string}) => void)[] = [];
  const sdk = {
    setLogLevel: () => undefined,
    create: () => ({
      on: (event: string, listener: (event: {reason: string}) => void) => event === 'kicked' && kicks.push(listener),
      enterRoom: () => Promise.resolve(),
      exitRoom: () => Promise.resolve(),
      destroy: () => undefined,
    }),
    EVENT: {KICKED_OUT: 'kicked'},
    TYPE: {},
  };
  const element = {replaceChildren: () => undefined, querySelector: () => null} as unknown as HTMLElement;
  const driver = new TrtcDriver({
    sdk: sdk as unknown as TrtcOptions['sdk'],
    rtcAccess: () => Promise.resolve({sdkAppId: 1, rtc: {userId: 'ann', userSig: 'sig', roomId: 'demo'}}),
    hostId: 'host',
    camera: element,
    screen: element,
    muted: false,
    volume: 1,
    sink: {changed: () => undefined, ended: () => undefined, failed: () => undefined},
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(kicks).toHaveLength(1);
  kicks[0]!({reason: 'kick'});
  await vi.advanceTimersByTimeAsync(4_900);
  expect(kicks).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(kicks).toHaveLength(2);
  await driver.stop();
});
