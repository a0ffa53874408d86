import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import type {ProfileChange, Profiles} from './profiles.ts';
import {absoluteMedia} from '../../http/media-address.ts';
import {cleanAvatar, cleanNick, findAccount} from '../accounts/index.ts';
import {isUserId} from '../../tencent/user-id.ts';

/**
 * The parts of a profile to restore after its user changed it by the SDK: where the server has a name or a picture of the user, that
 * one; otherwise what may not be shown is emptied, and everybody reads the user id, or a made-up name where that holds a listed word.
 */
export async function partsToRevert(
  {db, words, settings}: Pick<Context, 'db' | 'settings'> & {readonly words: WordFilter},
  {userId, nick, avatar}: ProfileChange,
): Promise<{readonly nick?: string; readonly avatar?: string}> {
  const account = await findAccount(db, userId);
  const isShowable = (text: string, cleaned: string | undefined) => !text || (cleaned === text && words.isFine(text));
  const parts: {nick?: string; avatar?: string} = {};
  if (nick !== undefined) {
    const ours = words.name(account?.nick ?? '');
    const instead = words.nickOf({nick: ours, userId});
    if (!ours && instead && (!nick || !isShowable(nick, cleanNick(nick)))) parts.nick = instead;
    else if (ours ? ours !== nick : !isShowable(nick, cleanNick(nick))) parts.nick = ours;
  }
  if (avatar !== undefined) {
    const ours = account?.avatar && absoluteMedia(account.avatar, settings.publicApiUrl);
    if (ours ? ours !== avatar : !isShowable(avatar, cleanAvatar(avatar))) parts.avatar = ours || '';
  }
  return parts;
}

/** Gives a new member whose user id contains a forbidden word a name, before the room sees the join. Never rejects. */
export async function nameNewMember(
  {words, profiles}: {readonly words: WordFilter; readonly profiles: Profiles},
  userId: unknown,
): Promise<void> {
  if (typeof userId !== 'string' || !isUserId(userId)) return;
  const nick = words.nickOf({nick: '', userId});
  if (nick) await profiles.setNickIfMissing(userId, nick);
}
