/** A session with a service and a business server in memory, on fake time: for tests of room features. */
import {afterEach, beforeAll, beforeEach, expect, vi} from 'vitest';
import {LiveSession} from '../../../src/session/live-session.ts';
import {MemoryBackend} from './memory-backend.ts';
import {MemoryService} from './memory-service.ts';

export const options = {roomId: 'r1', apiUrl: 'https://shop.example/api'};
export const alice = {sdkAppId: 1, userId: 'alice', userSig: 'sig', nick: 'Alice'};

export interface Served {
  service: MemoryService;
  backend: MemoryBackend;
  session: LiveSession;
}

/** Creates all three for every test of a file. No timer may be left at the end of a test. */
export function serve(): Served {
  const served = {} as Served;
  // Loads the modules that the session imports when a room is joined. The first import takes some time, which fake
  // timers do not pass.
  beforeAll(() =>
    Promise.all([
      import('../../../src/session/features/room-features.ts'),
      import('../../../src/session/messages/history.ts'),
    ]),
  );
  beforeEach(() => {
    vi.useFakeTimers();
    served.service = new MemoryService();
    served.backend = new MemoryBackend();
    served.backend.service = served.service;
    vi.stubGlobal('fetch', served.backend.fetch);
    served.session = new LiveSession(served.service.load);
  });
  afterEach(async () => {
    await served.session.leave();
    await later();
    expect(vi.getTimerCount()).toBe(0);
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
  return served;
}

export const later = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

/** Stubs `window`, which Node lacks, and fires events at it. */
export function stubPage(): {fire(type: string): void} {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  return {fire: (type) => void page.dispatchEvent(new Event(type))};
}
