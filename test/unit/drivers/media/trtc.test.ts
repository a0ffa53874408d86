import {expect, test, vi} from 'vitest';
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
