import {isLiveRoomElement} from 'live-room-elements/vue';

export default defineNuxtConfig({
  telemetry: false,
  vue: {compilerOptions: {isCustomElement: isLiveRoomElement}},
});
