/** Features of the editions of Tencent Chat that live rooms use. */
export const EDITIONS = ['trial', 'pro', 'ultimate'] as const;

export type Edition = (typeof EDITIONS)[number];

/** Bits of PurchaseBits, counted from the right (measured with SDK 3.6.6). */
const Bit = {userStatus: 7, conversationMarks: 9, conversationGroups: 10, bans: 11, groupCounters: 15};

const BITS_OF_PRO = Object.values(Bit);

/** The string that unlocks features of the SDK: characters 0 and 1, the rightmost is bit 0, at most 64. */
export function purchaseBits(edition: Edition): string {
  if (edition === 'ultimate') return '1'.repeat(64);
  const bits = new Array<string>(64).fill('0');
  if (edition === 'pro') for (const bit of BITS_OF_PRO) bits[63 - bit] = '1';
  return bits.join('');
}

/** The maximum number of AVChatRooms. Ultimate has no limit; the emulator sets one to bound its memory. */
export function maxGroups(edition: Edition): number {
  return {trial: 10, pro: 50, ultimate: 10_000}[edition];
}

/** True if the edition has `Group.CallbackOnMemberStateChange`. */
export function hasMemberStates(edition: Edition): boolean {
  return edition !== 'trial';
}

export function hasCounters(edition: Edition): boolean {
  return edition !== 'trial';
}

/** True if the edition has bans of group members. */
export function hasBans(edition: Edition): boolean {
  return edition !== 'trial';
}

export function hasBroadcast(edition: Edition): boolean {
  return edition === 'ultimate';
}

/** True if a user who joins an AVChatRoom receives its recent messages. */
export function hasHistory(edition: Edition): boolean {
  return edition === 'ultimate';
}
