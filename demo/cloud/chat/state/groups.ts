import {randomBytes} from 'node:crypto';
import {Code, Refusal} from '../wire/codes.ts';
import {Group} from './group.ts';

/** How long a long poll can fetch the notice that a group was dismissed. */
const DISMISSED_KEPT_MS = 60_000;
const MAX_ID_BYTES = 48;

/** Every AVChatRoom of the app. */
export class Groups {
  readonly #groups = new Map<string, Group>();
  readonly #dismissed = new Map<string, {readonly group: Group; readonly until: number}>();

  get all(): Iterable<Group> {
    return this.#groups.values();
  }

  find(id: string): Group | undefined {
    return this.#groups.get(id);
  }

  require(id: string): Group {
    const group = this.#groups.get(id);
    if (!group) throw new Refusal(Code.NO_SUCH_GROUP, `there is no group ${id}`);
    return group;
  }

  /** Like `require`, but also finds a group for a minute after its dismissal. */
  requireForPoll(id: string): Group {
    const dismissed = this.#groups.has(id) ? undefined : this.#dismissed.get(id);
    return dismissed && Date.now() < dismissed.until ? dismissed.group : this.require(id);
  }

  create(wanted: string | undefined, ownerId: string, max: number): Group {
    const id = wanted ?? `@TGS#${randomBytes(6).toString('hex').toUpperCase()}`;
    if (wanted !== undefined && !isGroupId(wanted)) {
      throw new Refusal(
        Code.BAD_GROUP_ID,
        `a group id is 1 to ${MAX_ID_BYTES} printable ASCII characters and does not begin with @TGS#`,
      );
    }
    const existing = this.#groups.get(id);
    if (existing) {
      const code = ownerId && existing.ownerId === ownerId ? Code.GROUP_ID_IS_YOURS : Code.GROUP_ID_TAKEN;
      throw new Refusal(code, `group ${id} exists`);
    }
    if (this.#groups.size >= max)
      throw new Refusal(Code.TOO_MANY_GROUPS, `this edition has at most ${max} AVChatRooms`);
    const group = new Group(id, ownerId, Date.now());
    this.#groups.set(id, group);
    return group;
  }

  dismiss(group: Group): void {
    const now = Date.now();
    for (const [id, {until}] of this.#dismissed) if (until <= now) this.#dismissed.delete(id);
    group.dismissed = true;
    this.#groups.delete(group.id);
    this.#dismissed.set(group.id, {group, until: now + DISMISSED_KEPT_MS});
  }
}

function isGroupId(id: string): boolean {
  return /^[\x21-\x7e]+$/.test(id) && id.length <= MAX_ID_BYTES && !id.startsWith('@TGS#');
}
