/** All terms of the studio in Chinese. */
import type {Term} from './en.ts';
import {AIR_TERMS} from './zh-air.ts';
import {AUDIENCE_TERMS} from './zh-audience.ts';
import {CATALOGUE_TERMS} from './zh-catalogue.ts';
import {DESK_TERMS} from './zh-desk.ts';
import {ROOM_TERMS} from './zh-room.ts';

export const CHINESE: Readonly<Record<Term, string>> = {
  ...ROOM_TERMS,
  ...AIR_TERMS,
  ...DESK_TERMS,
  ...AUDIENCE_TERMS,
  ...CATALOGUE_TERMS,
};
