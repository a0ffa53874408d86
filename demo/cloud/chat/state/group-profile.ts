import {byteLength, optionalBodies, optionalText, optionalWord, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';

/** Text fields of a group and their limits in bytes (Tencent, "group management" and the live room guide). */
const TEXT_LIMITS = {Name: 30, Introduction: 240, Notification: 300, FaceUrl: 100} as const;

type TextField = keyof typeof TEXT_LIMITS;

const MAX_CUSTOM_FIELDS = 10;
const MAX_CUSTOM_VALUE_BYTES = 512;
/** Fields of a group member: a group's custom field must not be named like one. */
const MEMBER_FIELDS = ['Member_Account', 'Role', 'JoinTime', 'NameCard', 'MsgFlag', 'ShutUpUntil'];

export interface ProfileChange {
  readonly texts: ReadonlyMap<TextField, string>;
  readonly mutedAll: boolean | undefined;
  /** An empty value deletes the field. */
  readonly custom: ReadonlyMap<string, string>;
}

/** The profile and custom fields of a group. */
export class GroupProfile {
  readonly #texts = new Map<TextField, string>();
  readonly #custom = new Map<string, string>();
  mutedAll = false;

  get name(): string {
    return this.#texts.get('Name') ?? '';
  }

  text(field: TextField): string {
    return this.#texts.get(field) ?? '';
  }

  /** @returns `AppDefinedData` with the named fields, or all. */
  custom(keys?: readonly string[]): {Key: string; Value: string}[] {
    return [...this.#custom].filter(([key]) => !keys || keys.includes(key)).map(([Key, Value]) => ({Key, Value}));
  }

  /** Applies a whole change or, over the number of custom fields, none of it. */
  apply({texts, mutedAll, custom}: ProfileChange): void {
    const keys = new Set([...this.#custom.keys(), ...custom.keys()]);
    for (const [key, value] of custom) if (!value) keys.delete(key);
    if (keys.size > MAX_CUSTOM_FIELDS)
      throw new Refusal(Code.BAD_PARAMETER, `a group has at most ${MAX_CUSTOM_FIELDS} custom fields`);
    for (const [field, value] of texts) this.#texts.set(field, value);
    for (const [key, value] of custom) {
      if (value) this.#custom.set(key, value);
      else this.#custom.delete(key);
    }
    if (mutedAll !== undefined) this.mutedAll = mutedAll;
  }
}

/** Validates the fields of `create_group` or `modify_group_base_info`. `known`: the allowed custom fields; default any. */
export function readProfileChange(body: Body, known?: readonly string[]): ProfileChange {
  const texts = new Map<TextField, string>();
  for (const [field, limit] of Object.entries(TEXT_LIMITS) as [TextField, number][]) {
    const value = optionalText(body, field, limit);
    if (value !== undefined) texts.set(field, value);
  }
  const mutedAll = optionalWord(body, 'ShutUpAllMember', ['On', 'Off']);
  const custom = new Map((optionalBodies(body, 'AppDefinedData', 20) ?? []).map(readCustomField));
  for (const key of custom.keys()) {
    if (known && !known.includes(key)) throw new Refusal(Code.BAD_PARAMETER, `the console has no custom field ${key}`);
  }
  return {texts, mutedAll: mutedAll && mutedAll === 'On', custom};
}

/** @returns The change in the format of tips (`MsgGroupNewInfo`). */
export function tipFields({texts, mutedAll, custom}: ProfileChange): Body {
  return {
    ...Object.fromEntries([...texts].map(([field, value]) => [`Group${field}`, value])),
    ...(mutedAll !== undefined && {ShutupAll: mutedAll ? 1 : 0}),
    ...(custom.size > 0 && {MsgAppDefinedData: [...custom].map(([Key, Value]) => ({Key, Value}))}),
  };
}

/** @returns The change in the format of `Group.CallbackAfterGroupInfoChanged`: https://trtc.io/document/34378 */
export function callbackFields({texts, custom}: ProfileChange): Body {
  return {
    ...Object.fromEntries(texts),
    ...(custom.size > 0 && {UserDefinedDataList: [...custom].map(([Key, Value]) => ({Key, Value}))}),
  };
}

function readCustomField(field: Body): [string, string] {
  const key = text(field, 'Key', 64);
  const value = text(field, 'Value', 65_536);
  if (!/^[A-Za-z_]\w{0,15}$/.test(key)) {
    throw new Refusal(
      Code.BAD_PARAMETER,
      `a custom field's name is 1 to 16 letters, digits or _, no digit first, not ${JSON.stringify(key)}`,
    );
  }
  if (MEMBER_FIELDS.includes(key)) throw new Refusal(Code.BAD_PARAMETER, `${key} is a field of members`);
  const length = byteLength(value);
  if (length > MAX_CUSTOM_VALUE_BYTES) {
    throw new Refusal(
      Code.BAD_PARAMETER,
      `custom field ${key} is ${length} bytes, at most ${MAX_CUSTOM_VALUE_BYTES} are allowed`,
    );
  }
  return [key, value];
}
