/**
 * `live-launcher.js`, the script of pages that have a launcher only. It loads `live-room.js` beside it when the launcher is pressed;
 * both take the same query.
 */
import {LiveLauncher} from '../elements/live-launcher/live-launcher.js';
import type * as entry from './script.js';
import {prefixOf} from './prefix.js';

const url = import.meta.url;
const prefix = prefixOf(url);
const beside = (path: string) => new URL(path, url).href;

LiveLauncher.scripts = {
  load: () => (import(beside(`live-room.js${new URL(url).search}`)) as Promise<typeof entry>).then(({ready}) => ready),
  addresses: __ROOM_CHUNKS__.map(beside),
};
LiveLauncher.define(prefix && `${prefix}-${LiveLauncher.tag}`);
