/** Reads fields of untrusted JSON. A missing field or a wrong type is refused with 10004 and the field's name. */
import {Code, Refusal} from './codes.ts';

export type Body = Readonly<Record<string, unknown>>;

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** @returns A required string of at most `maxBytes` in UTF-8. */
export function text(body: Body, name: string, maxBytes = 1_024): string {
  const value = optionalText(body, name, maxBytes);
  if (value === undefined) throw new Refusal(Code.BAD_PARAMETER, `${name} is missing`);
  return value;
}

export function optionalText(body: Body, name: string, maxBytes = 1_024): string | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new Refusal(Code.BAD_PARAMETER, `${name} must be a string`);
  const length = byteLength(value);
  if (length > maxBytes)
    throw new Refusal(Code.BAD_PARAMETER, `${name} is ${length} bytes, at most ${maxBytes} are allowed`);
  return value;
}

/** @returns An unsigned 32-bit number, the type of every number in this protocol. */
export function optionalNumber(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw new Refusal(Code.BAD_PARAMETER, `${name} must be an unsigned 32-bit number`);
  }
  return value;
}

export function number(body: Body, name: string): number {
  const value = optionalNumber(body, name);
  if (value === undefined) throw new Refusal(Code.BAD_PARAMETER, `${name} is missing`);
  return value;
}

/** @returns An integer with sign, within the exact range of JSON numbers (2 to the 53rd). */
export function integer(body: Body, name: string): number {
  const value = body[name];
  if (!Number.isSafeInteger(value)) throw new Refusal(Code.BAD_PARAMETER, `${name} must be a whole number`);
  return value as number; // Number.isSafeInteger checked it.
}

export function optionalWord<W extends string>(body: Body, name: string, words: readonly W[]): W | undefined {
  const value = optionalText(body, name);
  if (value === undefined) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (!word) throw new Refusal(Code.BAD_PARAMETER, `${name} must be one of ${words.join(', ')}`);
  return word;
}

function optionalList(body: Body, name: string, max: number): readonly unknown[] | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new Refusal(Code.BAD_PARAMETER, `${name} must be an array`);
  if (value.length > max)
    throw new Refusal(Code.BAD_PARAMETER, `${name} has ${value.length} items, at most ${max} are allowed`);
  return value as unknown[];
}

export function texts(body: Body, name: string, max: number): readonly string[] {
  const list = optionalTexts(body, name, max);
  if (!list?.length) throw new Refusal(Code.BAD_PARAMETER, `${name} is missing`);
  return list;
}

export function optionalTexts(body: Body, name: string, max: number): readonly string[] | undefined {
  return optionalList(body, name, max)?.map((item) => {
    if (typeof item !== 'string') throw new Refusal(Code.BAD_PARAMETER, `${name} must hold strings`);
    return item;
  });
}

export function bodies(body: Body, name: string, max: number): readonly Body[] {
  const list = optionalBodies(body, name, max);
  if (!list?.length) throw new Refusal(Code.BAD_PARAMETER, `${name} is missing`);
  return list;
}

export function optionalBodies(body: Body, name: string, max: number): readonly Body[] | undefined {
  return optionalList(body, name, max)?.map((item) => {
    if (!isBody(item)) throw new Refusal(Code.BAD_PARAMETER, `${name} must hold objects`);
    return item;
  });
}

export function optionalBody(body: Body, name: string): Body | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (!isBody(value)) throw new Refusal(Code.BAD_PARAMETER, `${name} must be an object`);
  return value;
}
