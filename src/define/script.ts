import './first.js';
import {warn} from '../elements/shared/warn.js';
import {defineAll} from './define-all.js';

// A module has no `currentScript`: what the page wants rides on our own address.
const prefix = new URL(import.meta.url).searchParams.get('prefix');
const usable = prefix === null || /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(prefix);
if (!usable)
  warn(`?prefix=${prefix} cannot begin a tag: small letters, digits and single dashes can.`, 'a-tag-name-is-taken');
defineAll((usable && prefix) || undefined);
