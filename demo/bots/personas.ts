import type {Language, Topic} from './phrases/phrases.ts';

/** A made-up viewer: profile, languages, interests and typing style. */
export interface Persona {
  /** At most 24 characters: the business server's limit. */
  readonly nick: string;
  /** File in `demo/dev/media/avatars`. */
  readonly avatar: string;
  readonly speaks: readonly Language[];
  /** Frequency of its comments, relative to 1. */
  readonly talkative: number;
  /** Topics where it is more likely to answer. */
  readonly knows: readonly Topic[];
  readonly style: TypingStyle;
}

export interface TypingStyle {
  /** Probability that a line ends with one of `tails`. */
  readonly tailed: number;
  readonly tails: readonly string[];
  /** Omits the full stop at the end of a line. */
  readonly casual: boolean;
}

const plain: TypingStyle = {tailed: 0, tails: [], casual: false};
const wave: TypingStyle = {tailed: 0.3, tails: ['~', '～'], casual: true};
const loud: TypingStyle = {tailed: 0.35, tails: ['！！', '!', '🔥'], casual: true};
const emoji: TypingStyle = {tailed: 0.35, tails: ['😊', '🌿', '🍵', '✨'], casual: false};
const laughing: TypingStyle = {tailed: 0.25, tails: [' 😂', '哈哈', ' 😆'], casual: true};
const laughingEn: TypingStyle = {tailed: 0.25, tails: [' 😂', ' haha', ' lol'], casual: true};
const soft: TypingStyle = {tailed: 0.3, tails: [' ☺️', ' 🍵', ' 🌱'], casual: true};

/** All bots of the demo. */
export const PERSONAS: readonly Persona[] = [
  {nick: '青禾', avatar: 'viewer-01.svg', speaks: ['zh'], talkative: 1.6, knows: ['tea', 'gaiwan'], style: emoji},
  {
    nick: '小满妈妈',
    avatar: 'viewer-02.svg',
    speaks: ['zh'],
    talkative: 1.4,
    knows: ['shipping', 'honey'],
    style: wave,
  },
  {nick: 'Daniel W.', avatar: 'viewer-03.svg', speaks: ['en'], talkative: 1.3, knows: ['tea'], style: plain},
  {
    nick: '老茶客阿坤',
    avatar: 'viewer-04.svg',
    speaks: ['zh'],
    talkative: 1.5,
    knows: ['tea', 'teapot', 'gaiwan'],
    style: plain,
  },
  {nick: '不加糖', avatar: 'viewer-05.svg', speaks: ['zh'], talkative: 1, knows: ['cup'], style: loud},
  {
    nick: 'mei_in_berlin',
    avatar: 'viewer-06.svg',
    speaks: ['zh', 'en'],
    talkative: 1.2,
    knows: ['shipping', 'life'],
    style: soft,
  },
  {nick: '豆豆爱喝水', avatar: 'viewer-07.svg', speaks: ['zh'], talkative: 1.1, knows: ['life'], style: laughing},
  {nick: 'Priya', avatar: 'viewer-08.svg', speaks: ['en'], talkative: 1, knows: ['cup', 'honey'], style: soft},
  {
    nick: '山里的风',
    avatar: 'viewer-09.svg',
    speaks: ['zh'],
    talkative: 0.9,
    knows: ['host', 'persimmon'],
    style: plain,
  },
  {nick: '一只猫两只猫', avatar: 'viewer-10.svg', speaks: ['zh'], talkative: 1.3, knows: ['life'], style: laughing},
  {nick: 'Tomás', avatar: 'viewer-11.svg', speaks: ['en'], talkative: 0.8, knows: ['teapot'], style: laughingEn},
  {nick: '阿紫', avatar: 'viewer-12.svg', speaks: ['zh'], talkative: 1.2, knows: ['lottery', 'shipping'], style: loud},
  {nick: '今天也要早睡', avatar: 'viewer-03.svg', speaks: ['zh'], talkative: 0.9, knows: ['tea'], style: wave},
  {
    nick: 'Kettle Whisperer',
    avatar: 'viewer-07.svg',
    speaks: ['en'],
    talkative: 1.1,
    knows: ['tea', 'gaiwan'],
    style: plain,
  },
  {
    nick: '景德镇小李',
    avatar: 'viewer-04.svg',
    speaks: ['zh'],
    talkative: 1,
    knows: ['gaiwan', 'cup', 'teapot'],
    style: plain,
  },
  {nick: '七七七七', avatar: 'viewer-08.svg', speaks: ['zh'], talkative: 1.4, knows: ['lottery'], style: loud},
  {nick: 'Yuki', avatar: 'viewer-02.svg', speaks: ['en', 'zh'], talkative: 0.8, knows: ['host'], style: soft},
  {
    nick: '退休教师老陈',
    avatar: 'viewer-11.svg',
    speaks: ['zh'],
    talkative: 0.7,
    knows: ['tea', 'life'],
    style: plain,
  },
  {nick: '奶茶三分糖', avatar: 'viewer-06.svg', speaks: ['zh'], talkative: 1.2, knows: ['persimmon'], style: emoji},
  {
    nick: 'sam_from_leeds',
    avatar: 'viewer-01.svg',
    speaks: ['en'],
    talkative: 1.1,
    knows: ['life', 'lottery'],
    style: laughingEn,
  },
  {nick: '海盐芝士', avatar: 'viewer-09.svg', speaks: ['zh'], talkative: 1, knows: ['cup'], style: wave},
  {
    nick: '程序员泡茶指南',
    avatar: 'viewer-12.svg',
    speaks: ['zh', 'en'],
    talkative: 1,
    knows: ['tea'],
    style: laughing,
  },
  {nick: 'Ines', avatar: 'viewer-10.svg', speaks: ['en'], talkative: 0.7, knows: ['persimmon', 'honey'], style: soft},
  {
    nick: '路过的松鼠',
    avatar: 'viewer-05.svg',
    speaks: ['zh'],
    talkative: 0.9,
    knows: ['honey', 'life'],
    style: emoji,
  },
];
