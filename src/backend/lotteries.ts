import * as v from 'valibot';
import {lotterySchema, type Lottery} from '../protocol/messages.js';
import type {Backend} from './backend.js';

/** Loads the current state of a lottery. */
export async function loadLottery(backend: Backend, lotteryId: string, signal: AbortSignal): Promise<Lottery> {
  return v.parse(lotterySchema, await backend.request(`/lotteries/${encodeURIComponent(lotteryId)}`, {signal}));
}
