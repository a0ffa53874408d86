/** Compiled, never run: the tags in Svelte's templates. */
import type {SvelteHTMLElements} from 'svelte/elements';
import '../../../src/frameworks/svelte.js';

export const room: SvelteHTMLElements['live-room'] = {
  'api-url': '/api',
  'room-id': 'demo',
  class: 'room',
  'onlive-error': (event) => console.log(event.detail.error.code),
  'on:live-gift-given': ({detail}) => detail.balance.toFixed(),
};

// @ts-expect-error -- no such layout
export const wrongValue: SvelteHTMLElements['live-room'] = {layout: 'wide'};
