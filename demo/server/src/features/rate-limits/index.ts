import type {Context} from '../../http/context.ts';
import {Limits} from './rate-limits.ts';

export type {Limits} from './rate-limits.ts';

export function register({db}: Context): Limits {
  return new Limits(db);
}
