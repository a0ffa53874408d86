import * as v from 'valibot';
import {CUSTOM_DATA_MAX_CHARS, NAME_MAX_CHARS} from './limits.js';
import {maybe, object, displayText, integer} from './schema.js';

const reason = maybe(displayText(NAME_MAX_CHARS, 1));

/** The business server's messages to one viewer. They travel as system notifications of the group. */
const viewerNotification = v.variant('type', [
  /** The viewer is muted until this time in Unix seconds. 0 ends the mute. */
  object({v: v.literal(1), type: v.literal('muted'), until: integer(0), reason}),
  /** Slow mode: seconds between the viewer's comments. 0 turns it off. */
  object({v: v.literal(1), type: v.literal('slow'), seconds: integer(0)}),
  /** A comment was deleted. */
  object({v: v.literal(1), type: v.literal('revoked'), seq: integer(1), reason}),
]);

export type ViewerNotification = v.InferOutput<typeof viewerNotification>;

/** Decodes the text of a system notification. Returns undefined for any other text. Never throws. */
export function decodeViewerNotification(text: string): ViewerNotification | undefined {
  if (text.length > CUSTOM_DATA_MAX_CHARS) return undefined;
  try {
    const {success, output} = v.safeParse(viewerNotification, JSON.parse(text));
    return success ? output : undefined;
  } catch {
    return undefined; // Not JSON: a notification of the app itself.
  }
}
