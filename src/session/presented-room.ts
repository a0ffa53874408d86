import * as v from 'valibot';
import {toJson} from '../protocol/json.js';
import {GROUP_ID_MAX_BYTES, URL_MAX_CHARS} from '../protocol/limits.js';
import {integer, maybe, object, text} from '../protocol/schema.js';
import {readStored, writeStored} from './device-storage.js';
import {CORNERS, PRESENTED_KEY} from './presented-key.js';

/** Longest draft that the next page receives, UTF-16 units. */
const DRAFT_MAX_CHARS = 2_000;

const schema = object({
  /** Absolute address of the business server's `/api`. */
  apiUrl: text(URL_MAX_CHARS),
  roomId: text(GROUP_ID_MAX_BYTES, 1),
  corner: maybe(v.picklist(CORNERS)),
  /** Width of the small player, px. */
  width: maybe(integer(1, 10_000)),
  muted: v.fallback(v.boolean(), true),
  /** The text in the composer that was not sent. */
  draft: v.fallback(text(DRAFT_MAX_CHARS), ''),
  /** The chat's distance from its newest message, px. 0 follows new messages. */
  scroll: v.fallback(integer(0), 0),
});

/** The room that the visitor left as a small player. The next page of the site shows it again. */
export type PresentedRoom = v.InferOutput<typeof schema>;

/** Reads the room that the previous page showed. Undefined without one, without the viewer's consent, or if storage is blocked. */
export function readPresentedRoom(): PresentedRoom | undefined {
  try {
    const {success, output} = v.safeParse(schema, JSON.parse(readStored(PRESENTED_KEY, 'sessionStorage') ?? 'null'));
    return success ? output : undefined;
  } catch {
    return undefined; // Not JSON.
  }
}

/** Stores the room for the next page; undefined forgets it. */
export function storePresentedRoom(room: PresentedRoom | undefined): void {
  const value = room && toJson({...room, draft: room.draft.slice(0, DRAFT_MAX_CHARS)});
  writeStored(PRESENTED_KEY, value ?? '', 'sessionStorage');
}
