export {findAccount, openAccounts, openOrChangeAccount, type Account, type NewAccount} from './accounts.ts';
export {cleanAvatar, pickAvatar} from './avatar.ts';
export {normalizeNick, inventGuestNick, inventNick} from './nick.ts';
