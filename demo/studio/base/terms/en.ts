/** All terms of the studio in English. */
import {AIR_TERMS} from './en-air.ts';
import {AUDIENCE_TERMS} from './en-audience.ts';
import {CATALOGUE_TERMS} from './en-catalogue.ts';
import {DESK_TERMS} from './en-desk.ts';
import {ROOM_TERMS} from './en-room.ts';

export const ENGLISH = {...ROOM_TERMS, ...AIR_TERMS, ...DESK_TERMS, ...AUDIENCE_TERMS, ...CATALOGUE_TERMS};
/** The key of a term. */
export type Term = keyof typeof ENGLISH;
