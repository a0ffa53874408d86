/** Compiled, never run: the import that defines the elements brings their types. */
import '../../../src/define/all.js';

const room = document.querySelector('live-room')!;
room.roomId = 'demo';
room.addEventListener('live-error', ({detail}) => console.log(detail.error.code));
document.createElement('like-button').withoutTotal = true;

// @ts-expect-error -- no such property
room.invented = true;
