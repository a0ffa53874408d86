import type {NewAccount} from '../features/accounts/index.ts';

/** Hosts and operators of the demo. Avatars are in `demo/dev/media/avatars`. */
export const SEED_ACCOUNTS: readonly NewAccount[] = [
  {userId: 'host-linxi', nick: '林夕 Linxi', avatar: '/media/avatars/host.svg'},
  {userId: 'host-mateo', nick: 'Mateo 手冲咖啡', avatar: '/media/avatars/viewer-07.svg'},
  {userId: 'host-xiaoyu', nick: '小雨爱收纳', avatar: '/media/avatars/viewer-03.svg'},
  {userId: 'operator-anan', nick: '安安·场控', avatar: '/media/avatars/viewer-11.svg'},
];

/** Profile of the service account. */
export const SEED_SERVICE = {nick: '小铺客服', avatar: '/media/avatars/service.svg'};
