/** Compiled, never run: the tags in Vue's templates, as its language tools read them. */
import type {GlobalComponents} from 'vue';
import {isLiveRoomElement} from '../../../src/frameworks/vue.js';

type Props<T extends keyof GlobalComponents> = InstanceType<GlobalComponents[T]>['$props'];

export const room: Props<'live-room'> = {
  apiUrl: '/api',
  roomId: 'demo',
  class: 'room',
  onLiveError: (event) => console.log(event.detail.error.code),
  onLiveGiftGiven: ({detail}) => detail.balance.toFixed(),
};
export const chat: Props<'chat-panel'> = {max: '50', placeholder: 'Say something'};
// Props of elements in a list: `v-for` with `:key`, and `ref`.
export const listed: Props<'live-player'> = {key: 'demo', ref: 'player', ref_for: true};

// @ts-expect-error -- no such layout
export const wrongValue: Props<'live-room'> = {layout: 'wide'};
// @ts-expect-error -- no such attribute
export const invented: Props<'like-button'> = {invented: true};

export const options = {isCustomElement: (tag: string): boolean => isLiveRoomElement(tag)};
