/** Lowest level that has a badge. All viewers start at level 1 and reach the next ones soon. */
const BADGE_MIN_LEVEL = 5;

/** The host and the operators of a room. */
export interface RoomRoles {
  readonly hostId: string | undefined;
  readonly operators?: readonly string[] | undefined;
}

/** Role of a person in the room; undefined for a viewer. */
export function roleOf(userId: string | undefined, roles: RoomRoles | undefined): 'host' | 'operator' | undefined {
  if (userId === undefined) return undefined;
  if (userId === roles?.hostId) return 'host';
  return roles?.operators?.includes(userId) ? 'operator' : undefined;
}

/**
 * True if the viewer may moderate the other person. The host and operators may moderate viewers, but not one another.
 */
export function moderates(viewerId: string | undefined, other: string, roles: RoomRoles | undefined): boolean {
  return !!roleOf(viewerId, roles) && !roleOf(other, roles);
}

/** Text of a sender's level next to the name. Empty for a low level. */
export function levelBadge(level: number): string {
  return level >= BADGE_MIN_LEVEL ? `Lv.${level}` : '';
}
