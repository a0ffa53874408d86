import {byteLength, isBody, text, type Body} from '../wire/body.ts';
import {Code, Refusal} from '../wire/codes.ts';

const TEXT_TAGS = ['Nick', 'Gender', 'Image', 'SelfSignature', 'AllowType', 'AdminForbidType'];
const NUMBER_TAGS = ['BirthDay', 'Level', 'Role', 'Language', 'MsgSettings'];
/** Tencent documents Location both as a string and as a number. */
const EITHER_TAGS = ['Location'];
const MAX_VALUE_BYTES = 500;

export type ProfileValue = string | number;

/** A user's profile by Tencent's tags (`Tag_Profile_IM_Nick`, …, `Tag_Profile_Custom_<name>`). */
export class Profile {
  readonly #values = new Map<string, ProfileValue>();

  get nick(): string {
    return String(this.#values.get('Tag_Profile_IM_Nick') ?? '');
  }

  get image(): string {
    return String(this.#values.get('Tag_Profile_IM_Image') ?? '');
  }

  get level(): number {
    return Number(this.#values.get('Tag_Profile_IM_Level') ?? 0);
  }

  set(tag: string, value: ProfileValue): void {
    this.#values.set(tag, value);
  }

  /** @returns `ProfileItem` with the requested tags, or all. */
  items(tags?: readonly string[]): {Tag: string; Value: ProfileValue}[] {
    return [...this.#values].filter(([tag]) => !tags || tags.includes(tag)).map(([Tag, Value]) => ({Tag, Value}));
  }
}

/** Validates the `ProfileItem` list of a `portrait_set`. */
export function readProfileItems(list: readonly Body[]): {tag: string; value: ProfileValue}[] {
  return list.map((item) => {
    const tag = text(item, 'Tag', 64);
    const value = isBody(item) ? item.Value : undefined;
    const type = typeOf(tag);
    if ((typeof value !== 'string' && typeof value !== 'number') || (type && typeof value !== type)) {
      throw new Refusal(Code.PROFILE_PARAMETER, `${tag} has a value of a wrong type`);
    }
    if (typeof value === 'string' && byteLength(value) > MAX_VALUE_BYTES) {
      throw new Refusal(Code.PROFILE_VALUE_TOO_LONG, `${tag} is longer than ${MAX_VALUE_BYTES} bytes`);
    }
    return {tag, value};
  });
}

function typeOf(tag: string): 'string' | 'number' | undefined {
  const name = /^Tag_Profile_IM_(\w+)$/.exec(tag)?.[1];
  if (name && TEXT_TAGS.includes(name)) return 'string';
  if (name && NUMBER_TAGS.includes(name)) return 'number';
  if ((name && EITHER_TAGS.includes(name)) || /^Tag_Profile_Custom_[A-Za-z]{1,8}$/.test(tag)) return undefined;
  throw new Refusal(Code.PROFILE_PARAMETER, `there is no profile field ${tag}`);
}
