import {expect, test, vi} from 'vitest';
import {isPresented} from '../../../src/elements/live-launcher/visit.ts';

test.each([
  {opener: {}, length: 1, type: 'navigate', found: false},
  {opener: {}, length: 1, type: 'reload', found: true},
  {opener: {}, length: 2, type: 'navigate', found: true},
  {opener: null, length: 1, type: 'navigate', found: true},
])('a window with opener $opener, $length entries and a $type continues a stored room: $found', (page) => {
  const room = JSON.stringify({apiUrl: 'https://shop.example/api', roomId: 'demo'});
  const stored = new Map([['live-room:presented', room]]);
  vi.stubGlobal('window', {opener: page.opener});
  vi.stubGlobal('history', {length: page.length});
  vi.stubGlobal('document', {baseURI: 'https://shop.example/'});
  vi.stubGlobal('performance', {getEntriesByType: () => [{type: page.type}]});
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => stored.get(key),
    removeItem: (key: string) => stored.delete(key),
  });
  expect(isPresented('https://shop.example/api', 'demo')).toBe(page.found);
  expect(stored.size).toBe(page.found ? 1 : 0);
  vi.unstubAllGlobals();
});
