import 'live-room-elements/define';

export default defineNuxtPlugin(() => {});
