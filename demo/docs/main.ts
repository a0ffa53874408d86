/** The script of the docs site: the library's elements, and the site's own. */
import {defineAll} from '../../src/define/groups/define-all.ts';
import {LiveRoomDemo} from './landing/live-room-demo.ts';
import {Playground} from './playground/playground.ts';
import {DocsRoom} from './room/docs-room.ts';
import {answerInMemory} from './room/memory-room.ts';
import {ThemeBuilder} from './theme-builder/theme-builder.ts';

answerInMemory();
DocsRoom.define();
defineAll();
customElements.define('docs-live-room', LiveRoomDemo);
customElements.define('docs-playground', Playground);
customElements.define('docs-theme-builder', ThemeBuilder);
