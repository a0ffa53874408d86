/** Compiled, never run. */
import '../../../src/define/lazy.js';

document.querySelector('live-room')!.apiUrl = '/api';
