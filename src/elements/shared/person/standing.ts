/** Who runs a room. */
export interface Crew {
  readonly hostId: string | undefined;
  readonly operators?: readonly string[] | undefined;
}

/** What somebody is in the room, besides a viewer. */
export function standingOf(userId: string | undefined, crew: Crew | undefined): 'host' | 'operator' | undefined {
  if (userId === undefined) return undefined;
  if (userId === crew?.hostId) return 'host';
  return crew?.operators?.includes(userId) ? 'operator' : undefined;
}

/** Whether the viewer may keep order with another: those who run the room may, but not with one another. */
export function moderates(viewerId: string | undefined, other: string, crew: Crew | undefined): boolean {
  return !!standingOf(viewerId, crew) && !standingOf(other, crew);
}
