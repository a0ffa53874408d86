import {isServer} from 'lit'; // In Node, Lit also provides `customElements`.
import {LiveLauncher} from '../elements/live-launcher/live-launcher.js';
import {lazy} from '../session/lazy.js';

if (!isServer) LiveLauncher.scripts = {load: lazy(() => import('./all.js')), addresses: []};
LiveLauncher.define();
export type {LiveLauncher};
