import type {RoomMessage} from '../../protocol/messages.js';
import type {LiveEventDetails} from '../base/events.js';

/** Detail of `live-message`. */
export function messageDetail({id, seq, time, from, own, content}: RoomMessage): LiveEventDetails['live-message'] {
  const text = 'text' in content ? {text: content.text} : {};
  return {message: Object.freeze({id, seq, time, from, type: content.type, ...text, own})};
}
