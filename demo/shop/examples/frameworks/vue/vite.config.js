import vue from '@vitejs/plugin-vue';
import {isLiveRoomElement} from 'live-room-elements/vue';

export default {plugins: [vue({template: {compilerOptions: {isCustomElement: isLiveRoomElement}}})]};
