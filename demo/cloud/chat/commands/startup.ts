/** Requests of the SDK after login. The responses are empty: the emulator has no friends and no other group types. */
import {purchaseBits} from '../state/edition.ts';
import {signedIn, type Commands} from './command.ts';

const YEAR_S = 31_536_000;

export const startup: Commands = {
  // Without StartIndex and CompleteFlag the SDK repeats the request without end (measured with SDK 3.6.6).
  'sns.black_list_get': signedIn(() => ({StartIndex: 0, CurruentSequence: 0, BlackListItem: []})),
  'recentcontact.get_contact_group': signedIn(() => ({CompleteFlag: 1})),
  'recentcontact.search_contact_group': signedIn(() => ({CompleteFlag: 1})),
  'group_open_http_svc.get_joined_group_list': signedIn(() => ({TotalCount: 0, GroupIdList: []})),
  'million_group_open_http_svc.get_joined_group_list': signedIn(() => ({TotalCount: 0, GroupIdList: []})),
  'openim.get_c2c_peer_mute_notifications': signedIn(() => ({})),
  'openim.ws_msg_push_ack': () => ({}),
  'sns.friend_get': signedIn(() => ({})),
  'sns.group_get': signedIn(() => ({})),
  'sns.pendency_get': signedIn(() => ({})),
  'im_sdk_config_mgr.fetch_config': () => ({
    int32_error_code: 0,
    str_error_message: '',
    str_json_config: '',
    // Version 0: no configuration.
    uint64_version: 0,
    uint32_expired_time: YEAR_S,
  }),
  'im_sdk_config_mgr.fetch_imsdk_purchase_bitsv2': ({app}) => ({
    int32_error_code: 0,
    str_error_message: '',
    str_purchase_bits: purchaseBits(app.faults.edition),
    uint32_expired_time: 86_400,
  }),
  'imopenstat.tim_web_report_v2': () => ({}),
  'imopenstat.tim_web_report': () => ({}),
};
