/** Pages whose `fetch` is a polyfill over XMLHttpRequest: its responses have a text and no stream. */
import {afterEach, expect, test, vi} from 'vitest';
import {Backend} from '../../../src/backend/backend.ts';
import {loadGifts} from '../../../src/backend/gifts.ts';
import {RESPONSE_MAX_BYTES} from '../../../src/protocol/limits.ts';

afterEach(() => vi.unstubAllGlobals());

const {signal} = new AbortController();
const gift = {id: 'rose', name: 'Rose', icon: '', price: 1, combo: true};

/** A response as `whatwg-fetch` makes it: `body` is missing. */
function polyfilled(text: string) {
  vi.stubGlobal('fetch', () =>
    Promise.resolve({ok: true, status: 200, headers: new Headers(), text: () => Promise.resolve(text)}),
  );
  return new Backend('http://127.0.0.1:1/api');
}

test('a response without a stream is read as text', async () => {
  const gifts = await loadGifts(polyfilled(JSON.stringify([gift])), signal);
  expect(gifts.map(({id}) => id)).toEqual(['rose']);
});

test('a text over the size limit is refused', async () => {
  const backend = polyfilled(JSON.stringify([gift]) + ' '.repeat(RESPONSE_MAX_BYTES));
  await expect(loadGifts(backend, signal)).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE'});
});
