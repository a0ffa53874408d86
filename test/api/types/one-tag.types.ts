/** Compiled, never run: the import of one tag brings its type. */
import '../../../src/define/like-button.js';

document.querySelector('like-button')!.addEventListener('live-like', ({detail}) => console.log(detail.count.toFixed()));
