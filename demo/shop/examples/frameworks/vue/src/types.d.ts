import 'live-room-elements/vue';
