import type {Language, Topic} from './talk/talk.ts';

/** A made-up viewer: who it is and how it talks. */
export interface Persona {
  /** At most 24 characters, as the business server keeps them. */
  readonly nick: string;
  /** File in `demo/dev/media/avatars`. */
  readonly avatar: string;
  readonly speaks: readonly Language[];
  /** How often it speaks, 1 being ordinary. */
  readonly talkative: number;
  /** What it knows about: it is the first to answer there. */
  readonly knows: readonly Topic[];
  readonly manner: Manner;
}

export interface Manner {
  /** How likely a line ends with one of `tails`. */
  readonly tailed: number;
  readonly tails: readonly string[];
  /** Leaves out capitals and full stops. */
  readonly casual: boolean;
}

const plain: Manner = {tailed: 0, tails: [], casual: false};
const wave: Manner = {tailed: 0.3, tails: ['~', '～'], casual: true};
const loud: Manner = {tailed: 0.35, tails: ['！！', '!', '🔥'], casual: true};
const emoji: Manner = {tailed: 0.35, tails: ['😊', '🌿', '🍵', '✨'], casual: false};
const laughing: Manner = {tailed: 0.25, tails: [' 😂', '哈哈', ' 😆'], casual: true};
const laughingEn: Manner = {tailed: 0.25, tails: [' 😂', ' haha', ' lol'], casual: true};
const soft: Manner = {tailed: 0.3, tails: [' ☺️', ' 🍵', ' 🌱'], casual: true};

/** Who is there tonight: regulars, newcomers, jokers, and two or three who know their tea. */
export const PERSONAS: readonly Persona[] = [
  {nick: '青禾', avatar: 'viewer-01.svg', speaks: ['zh'], talkative: 1.6, knows: ['tea', 'gaiwan'], manner: emoji},
  {
    nick: '小满妈妈',
    avatar: 'viewer-02.svg',
    speaks: ['zh'],
    talkative: 1.4,
    knows: ['shipping', 'honey'],
    manner: wave,
  },
  {nick: 'Daniel W.', avatar: 'viewer-03.svg', speaks: ['en'], talkative: 1.3, knows: ['tea'], manner: plain},
  {
    nick: '老茶客阿坤',
    avatar: 'viewer-04.svg',
    speaks: ['zh'],
    talkative: 1.5,
    knows: ['tea', 'teapot', 'gaiwan'],
    manner: plain,
  },
  {nick: '不加糖', avatar: 'viewer-05.svg', speaks: ['zh'], talkative: 1, knows: ['cup'], manner: loud},
  {
    nick: 'mei_in_berlin',
    avatar: 'viewer-06.svg',
    speaks: ['zh', 'en'],
    talkative: 1.2,
    knows: ['shipping', 'life'],
    manner: soft,
  },
  {nick: '豆豆爱喝水', avatar: 'viewer-07.svg', speaks: ['zh'], talkative: 1.1, knows: ['life'], manner: laughing},
  {nick: 'Priya', avatar: 'viewer-08.svg', speaks: ['en'], talkative: 1, knows: ['cup', 'honey'], manner: soft},
  {
    nick: '山里的风',
    avatar: 'viewer-09.svg',
    speaks: ['zh'],
    talkative: 0.9,
    knows: ['host', 'persimmon'],
    manner: plain,
  },
  {nick: '一只猫两只猫', avatar: 'viewer-10.svg', speaks: ['zh'], talkative: 1.3, knows: ['life'], manner: laughing},
  {nick: 'Tomás', avatar: 'viewer-11.svg', speaks: ['en'], talkative: 0.8, knows: ['teapot'], manner: laughingEn},
  {nick: '阿紫', avatar: 'viewer-12.svg', speaks: ['zh'], talkative: 1.2, knows: ['lottery', 'shipping'], manner: loud},
  {nick: '今天也要早睡', avatar: 'viewer-03.svg', speaks: ['zh'], talkative: 0.9, knows: ['tea'], manner: wave},
  {
    nick: 'Kettle Whisperer',
    avatar: 'viewer-07.svg',
    speaks: ['en'],
    talkative: 1.1,
    knows: ['tea', 'gaiwan'],
    manner: plain,
  },
  {
    nick: '景德镇小李',
    avatar: 'viewer-04.svg',
    speaks: ['zh'],
    talkative: 1,
    knows: ['gaiwan', 'cup', 'teapot'],
    manner: plain,
  },
  {nick: '七七七七', avatar: 'viewer-08.svg', speaks: ['zh'], talkative: 1.4, knows: ['lottery'], manner: loud},
  {nick: 'Yuki', avatar: 'viewer-02.svg', speaks: ['en', 'zh'], talkative: 0.8, knows: ['host'], manner: soft},
  {
    nick: '退休教师老陈',
    avatar: 'viewer-11.svg',
    speaks: ['zh'],
    talkative: 0.7,
    knows: ['tea', 'life'],
    manner: plain,
  },
  {nick: '奶茶三分糖', avatar: 'viewer-06.svg', speaks: ['zh'], talkative: 1.2, knows: ['persimmon'], manner: emoji},
  {
    nick: 'sam_from_leeds',
    avatar: 'viewer-01.svg',
    speaks: ['en'],
    talkative: 1.1,
    knows: ['life', 'lottery'],
    manner: laughingEn,
  },
  {nick: '海盐芝士', avatar: 'viewer-09.svg', speaks: ['zh'], talkative: 1, knows: ['cup'], manner: wave},
  {
    nick: '程序员泡茶指南',
    avatar: 'viewer-12.svg',
    speaks: ['zh', 'en'],
    talkative: 1,
    knows: ['tea'],
    manner: laughing,
  },
  {nick: 'Ines', avatar: 'viewer-10.svg', speaks: ['en'], talkative: 0.7, knows: ['persimmon', 'honey'], manner: soft},
  {
    nick: '路过的松鼠',
    avatar: 'viewer-05.svg',
    speaks: ['zh'],
    talkative: 0.9,
    knows: ['honey', 'life'],
    manner: emoji,
  },
];
