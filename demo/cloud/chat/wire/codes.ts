/** Tencent Chat's error codes. Source: Tencent's "Error Codes" page and the REST page of each command. */
export const Code = {
  /** The resume token is invalid or expired: the SDK ends the login as after an expired signature. */
  RESUME_TOKEN_INVALID: 20002,
  NO_SUCH_RECEIVER: 20003,
  PRIVATE_REFUSED_BY_CALLBACK: 20006,
  PRIVATE_TOO_LATE_TO_RECALL: 20016,
  PROFILE_PARAMETER: 40001,
  PROFILE_NO_SUCH_USER: 40003,
  PROFILE_VALUE_TOO_LONG: 40610,
  SERVER_ERROR: 10002,
  NO_SUCH_COMMAND: 10003,
  BAD_PARAMETER: 10004,
  TOO_MANY_MEMBERS: 10005,
  NOT_PERMITTED: 10007,
  NO_SUCH_GROUP: 10010,
  BAD_GROUP_ID: 10015,
  REFUSED_BY_CALLBACK: 10016,
  /** The sender, or the whole group. */
  MUTED: 10017,
  NO_SUCH_ACCOUNT: 10019,
  GROUP_ID_TAKEN: 10021,
  TOO_FREQUENT: 10023,
  GROUP_ID_IS_YOURS: 10025,
  NO_SUCH_MESSAGE: 10030,
  TOO_LATE_TO_RECALL: 10031,
  NOT_RECALLABLE: 10032,
  TOO_MANY_GROUPS: 10036,
  NOT_IN_EDITION: 10059,
  TOO_MANY_COUNTERS: 10063,
  BAD_URL: 60002,
  BAD_JSON: 60003,
  NOT_LOGGED_IN: 60004,
  WRONG_APP: 60006,
  ADMIN_ONLY: 60010,
  NO_APP_ID: 60012,
  SIGNATURE_EXPIRED: 70001,
  BAD_USER_ID: 70402,
  MESSAGE_TOO_LONG: 80002,
} as const;

/** A refused request. Code and message are sent to the client; it is not a bug of the cloud. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    info: string,
  ) {
    super(info);
    this.name = 'Refusal';
  }
}

/** Why the service ended a login, by the number the SDK receives: multipleAccount, multipleDevice, REST_API_Kick. */
export type KickType = 1 | 2 | 3;
