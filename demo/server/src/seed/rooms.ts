import type {NewRoom} from '../features/rooms/index.ts';

const DAY_S = 86_400;

/** Rooms of the demo, one in each status. The upcoming show starts two days after the first start of the server. */
export const seedRooms = (nowS: number): readonly NewRoom[] => [
  {
    roomId: 'demo',
    title: '周末山野市集',
    titleTranslations: {en: {title: 'Weekend Market Live'}},
    hostId: 'host-linxi',
    operators: ['operator-anan'],
    status: 'live',
    notice: '今晚 8 点抽 3 个免单！满 199 包邮，拍下 48 小时内发货。',
    noticeTranslations: {
      en: {notice: 'Three free orders are drawn at 8 tonight! Free shipping over ¥199, sent within 48 hours.'},
    },
    streamUrl: '/stream/host.m3u8',
  },
  {
    roomId: 'coffee',
    title: '一杯好手冲',
    titleTranslations: {en: {title: 'Pour-over at Home'}},
    hostId: 'host-mateo',
    operators: ['operator-anan'],
    status: 'upcoming',
    notice: '周六 20:00 开播，先关注不迷路。',
    noticeTranslations: {en: {notice: 'Saturday 8 pm: three beans, one kettle.'}},
    schedule: {startsAt: nowS + 2 * DAY_S, poster: '/media/posters/coffee.svg', trailerUrl: '/media/host.mp4'},
  },
  {
    roomId: 'tidy-home',
    title: '小户型收纳课',
    titleTranslations: {en: {title: 'Small Space, Tidy Home'}},
    hostId: 'host-xiaoyu',
    status: 'paused',
    notice: '主播去换一套样品，5 分钟后回来。',
    noticeTranslations: {en: {notice: 'The host fetches other samples. Back in five minutes.'}},
  },
  {
    roomId: 'autumn-finale',
    title: '秋季上新回顾',
    titleTranslations: {en: {title: 'Autumn Finale'}},
    hostId: 'host-linxi',
    operators: ['operator-anan'],
    status: 'ended',
    notice: '感谢陪伴，下一场见。',
    noticeTranslations: {en: {notice: 'Thanks for watching. See you at the next show.'}},
    schedule: {startsAt: nowS - DAY_S, nextRoomId: 'coffee'},
  },
];
