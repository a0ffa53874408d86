import {ImError} from './im-error.ts';
import {isMissing} from './members.ts';
import type {RestClient} from './rest-client.ts';

/** A feature that the app's edition or console may lack. */
interface Feature {
  readonly name: string;
  /** The effect of its absence. */
  readonly without: string;
  readonly command: string;
  readonly body: (groupId: string) => object;
}

/**
 * Each feature is checked by a call that changes nothing. Broadcasts have no such call: they are reported missing when
 * one is refused.
 */
const FEATURES: readonly Feature[] = [
  {
    name: 'group counters',
    without: 'pages get the total of likes on joining and from like messages',
    command: 'group_open_http_svc/get_group_counter',
    body: (groupId) => ({GroupId: groupId, GroupCounterKeys: ['like']}),
  },
  {
    name: 'bans',
    without: 'banned viewers are muted instead',
    command: 'group_open_http_svc/get_group_ban_member',
    body: (groupId) => ({GroupId: groupId, Limit: 1, Offset: 0}),
  },
];

/**
 * Returns the features that the app lacks, with the effect of each. @throws ImError if Tencent Chat does not respond
 */
export async function missingFeatures(rest: RestClient, groupId: string): Promise<readonly Feature[]> {
  const missing: Feature[] = [];
  for (const feature of FEATURES) {
    try {
      await rest.call(feature.command, feature.body(groupId));
    } catch (err) {
      if (isMissing(err)) missing.push(feature);
      else if (!(err instanceof ImError && err.failure === 'refused')) throw err;
    }
  }
  return missing;
}
