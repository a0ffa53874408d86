import 'live-room-elements/define';

const room = document.querySelector('live-room');
room?.addEventListener('live-error', ({detail}) => console.error(detail.error.code, detail.error.message));
