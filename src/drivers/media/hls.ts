/** hls.js without subtitles, encryption and alternate sound, in a chunk of its own: two thirds of the whole. */
export {default} from 'hls.js/light';
