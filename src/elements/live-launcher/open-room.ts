/** A `<live-room>`, which may not be defined yet. */
export type OpenedRoom = HTMLElement;

export interface RoomToOpen {
  readonly tag: string;
  readonly roomId: string;
  readonly presentation: 'overlay' | 'mini';
  /** Attributes of the room's element. Empty ones are not set. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The tag of the rooms that a launcher opens. Both have the same prefix. */
export function roomTagOf({localName}: HTMLElement): string {
  return localName.replace(/live-launcher$/, 'live-room');
}

/** Finds the room on this page. */
export function findRoom(tag: string, roomId: string): OpenedRoom | undefined {
  return [...document.querySelectorAll<OpenedRoom>(tag)].find((room) => room.getAttribute('room-id') === roomId);
}

/** Shows the room that the page already has, or adds one at the end of the page. */
export function openRoom({tag, roomId, presentation, attributes}: RoomToOpen): OpenedRoom {
  const known = findRoom(tag, roomId);
  const room = known ?? document.createElement(tag);
  for (const [name, value] of Object.entries(known ? {} : attributes)) if (value) room.setAttribute(name, value);
  room.hidden = false;
  room.setAttribute('presentation', presentation);
  if (!known) document.body.append(room);
  return room;
}
