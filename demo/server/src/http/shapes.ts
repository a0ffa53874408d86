import {Type, type TSchemaOptions} from 'typebox';

/** A whole number that is exact on every side: 0 to 2^53-1 unless the options say otherwise. */
export function Whole(options: TSchemaOptions & {readonly minimum?: number; readonly maximum?: number} = {}) {
  return Type.Integer({minimum: 0, maximum: Number.MAX_SAFE_INTEGER, ...options});
}
