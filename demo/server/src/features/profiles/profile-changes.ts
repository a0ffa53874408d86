import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {ProfileChange, Profiles} from './profiles.ts';
import {absoluteMediaUrl} from '../../http/media-address.ts';
import {cleanAvatar, normalizeNick, findAccount} from '../accounts/index.ts';
import {isUserId} from '../../tencent/user-id.ts';

/**
 * Returns the parts of a profile to write back after its user changed it by the SDK. A nick or avatar that this server
 * has is restored. Otherwise a nick or avatar that is not allowed is emptied. Clients then show the user id, or a
 * made-up name if the user id contains a listed word.
 */
export async function partsToRevert(
  {db, wordFilter, settings}: Pick<Context, 'db' | 'settings'> & {readonly wordFilter: WordFilter},
  {userId, nick, avatar}: ProfileChange,
): Promise<{readonly nick?: string; readonly avatar?: string}> {
  const account = await findAccount(db, userId);
  const isShowable = (text: string, cleaned: string | undefined) =>
    !text || (cleaned === text && !wordFilter.hasListedWord(text));
  const parts: {nick?: string; avatar?: string} = {};
  if (nick !== undefined) {
    const known = account?.nick ?? '';
    const ours = wordFilter.hasListedWord(known) ? '' : known;
    const madeUp = ours ? '' : wordFilter.cleanNick({nick: '', userId});
    if (madeUp && (!nick || !isShowable(nick, normalizeNick(nick)))) parts.nick = madeUp;
    else if (ours ? ours !== nick : !isShowable(nick, normalizeNick(nick))) parts.nick = ours;
  }
  if (avatar !== undefined) {
    const ours = account?.avatar && absoluteMediaUrl(account.avatar, settings.publicApiUrl);
    if (ours ? ours !== avatar : !isShowable(avatar, cleanAvatar(avatar))) parts.avatar = ours || '';
  }
  return parts;
}

/** Gives a new member a made-up name if the user id contains a listed word, before the room sees the join. Never rejects. */
export async function nameNewMember(
  {wordFilter, profiles}: {readonly wordFilter: WordFilter; readonly profiles: Profiles},
  userId: unknown,
): Promise<void> {
  if (typeof userId !== 'string' || !isUserId(userId)) return;
  const nick = wordFilter.cleanNick({nick: '', userId});
  if (nick) await profiles.setNickIfMissing(userId, nick);
}
