/** The host and the operators of a room. */
export interface Crew {
  readonly hostId: string | undefined;
  readonly operators?: readonly string[] | undefined;
}

/** Role of a person in the room; undefined for a viewer. */
export function standingOf(userId: string | undefined, crew: Crew | undefined): 'host' | 'operator' | undefined {
  if (userId === undefined) return undefined;
  if (userId === crew?.hostId) return 'host';
  return crew?.operators?.includes(userId) ? 'operator' : undefined;
}

/** True if the viewer may moderate the other person: the host and operators may, but not one another. */
export function moderates(viewerId: string | undefined, other: string, crew: Crew | undefined): boolean {
  return !!standingOf(viewerId, crew) && !standingOf(other, crew);
}
