/** What an edition of Tencent Chat includes, as far as live rooms ask for it. */
export const EDITIONS = ['trial', 'pro', 'ultimate'] as const;

export type Edition = (typeof EDITIONS)[number];

/** Bits of PurchaseBits, counted from the right (measured with SDK 3.6.6). */
const Bit = {userStatus: 7, conversationMarks: 9, conversationGroups: 10, bans: 11, groupCounters: 15};

const BITS_OF_PRO = Object.values(Bit);

/** The string the SDK unlocks its features by: characters 0 and 1, the rightmost is bit 0, at most 64 of them. */
export function purchaseBits(edition: Edition): string {
  if (edition === 'ultimate') return '1'.repeat(64);
  const bits = new Array<string>(64).fill('0');
  if (edition === 'pro') for (const bit of BITS_OF_PRO) bits[63 - bit] = '1';
  return bits.join('');
}

/** AVChatRooms that may exist at once. Ultimate has no limit; the local cloud stops where its memory would not. */
export function maxGroups(edition: Edition): number {
  return {trial: 10, pro: 50, ultimate: 10_000}[edition];
}

/** Whether the business server is told who of a room is online (`Group.CallbackOnMemberStateChange`). */
export function hasMemberStates(edition: Edition): boolean {
  return edition !== 'trial';
}

export function hasCounters(edition: Edition): boolean {
  return edition !== 'trial';
}

/** Whether users can be kept out of a room. */
export function hasBans(edition: Edition): boolean {
  return edition !== 'trial';
}

export function hasBroadcast(edition: Edition): boolean {
  return edition === 'ultimate';
}

/** Whether who joins an AVChatRoom is handed what was said last. */
export function hasHistory(edition: Edition): boolean {
  return edition === 'ultimate';
}
