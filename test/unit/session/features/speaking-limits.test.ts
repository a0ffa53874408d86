import {describe, expect, test, vi} from 'vitest';
import {toLiveError} from '../../../../src/drivers/chat/tencent-chat-errors.ts';
import {alice, later, options, serve} from '../../../support/session/session-fixture.ts';

const served = serve();

const viewer = () => served.session.state.viewer;
const seconds = (more: number) => Math.ceil(Date.now() / 1_000) + more;
const FOR_EVER_S = 4_294_967_295;

/** The refusal of the before-send callback, as the driver reports it. */
const refused = (code: number, message: string) => toLiveError({code, message}, 'REFUSED', 'it was not taken');

describe('a muted viewer', () => {
  test('knows the end and the reason, and can comment again after the end', async () => {
    await served.session.join(options);
    served.service.notify({type: 'muted', until: seconds(60), reason: 'spam'});
    await later();
    expect(viewer()).toMatchObject({speakingDisabledUntil: seconds(60), speakingDisabledReason: 'spam'});
    await later(58_000);
    expect(viewer().speakingDisabledUntil).toBeDefined();
    await later(3_000);
    expect(viewer()).toMatchObject({speakingDisabledUntil: undefined, speakingDisabledReason: undefined});
  });

  test('can comment again after a notification', async () => {
    await served.session.join(options);
    served.service.notify({type: 'muted', until: FOR_EVER_S, reason: 'spam'});
    await later(60_000); // An unlimited mute exceeds the limit of timers.
    expect(viewer().speakingDisabledUntil).toBe(FOR_EVER_S);
    served.service.notify({type: 'muted', until: 0});
    await later();
    expect(viewer()).toMatchObject({speakingDisabledUntil: undefined, speakingDisabledReason: undefined});
  });

  test('who was muted before the join gets the mute from the business server, also if it has expired', async () => {
    served.backend.mutedUntil = seconds(10);
    await served.session.join(options);
    expect(viewer().speakingDisabledUntil).toBe(seconds(10));
    await later(11_000);
    expect(viewer().speakingDisabledUntil).toBeUndefined();
    served.backend.mutedUntil = 1;
    await served.session.join(options);
    await later(1);
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });

  test('whom the chat service muted has the duration of the mute, and a longer mute stays', async () => {
    await served.session.join({roomId: 'r1', credentials: alice});
    served.service.sinks((sink) => sink.speakingDisabled(30));
    await later();
    expect(viewer().speakingDisabledUntil).toBe(seconds(30));
    served.service.sinks((sink) => sink.speakingDisabled(FOR_EVER_S));
    await later();
    expect(viewer().speakingDisabledUntil).toBe(FOR_EVER_S);
    served.service.sinks((sink) => sink.speakingDisabled(0));
    await later();
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });

  test.each([
    ['for 90 s', '90', 90],
    ['for ever', '', Infinity],
  ])('learns it from a refused comment, %s', async (_, message, left) => {
    await served.session.join(options);
    served.service.commentError = refused(10_103, message);
    await expect(served.session.say('hello')).rejects.toMatchObject({code: 'MUTED'});
    await later();
    expect(viewer().speakingDisabledUntil).toBe(Math.min(seconds(left), FOR_EVER_S));
  });

  test('has no mute of their own if all are muted', async () => {
    await served.session.join(options);
    served.service.commentError = refused(10_017, 'the group is muted');
    await expect(served.session.say('hello')).rejects.toMatchObject({code: 'MUTED'});
    await later();
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });

  test('does not mute the next viewer who signs in', async () => {
    await served.session.join(options);
    served.service.notify({type: 'muted', until: seconds(60)});
    await later();
    await served.session.join({roomId: 'r1', credentials: {...alice, userId: 'bob'}});
    expect(viewer().speakingDisabledUntil).toBeUndefined();
  });
});

describe('slow mode', () => {
  test('delays the next comment and then allows it', async () => {
    served.backend.room.slowMode = 10;
    await served.session.join(options);
    await served.session.say('one');
    await later();
    expect(viewer().slowModeUntilMs).toBe(Date.now() + 10_000);
    await later(10_000);
    expect(viewer().slowModeUntilMs).toBeUndefined();
  });

  test('begins and ends with a notification', async () => {
    await served.session.join(options);
    served.service.notify({type: 'slow', seconds: 5});
    await later();
    expect(served.session.state.room.slowModeS).toBe(5);
    await served.session.say('one');
    await later();
    expect(viewer().slowModeUntilMs).toBeDefined();
    served.service.notify({type: 'slow', seconds: 0});
    await later();
    expect(served.session.state.room.slowModeS).toBe(0);
    expect(viewer().slowModeUntilMs).toBeUndefined();
  });

  test('is detected by a refusal that states the remaining time', async () => {
    await served.session.join(options);
    served.service.commentError = refused(10_102, '7');
    await expect(served.session.say('hello')).rejects.toMatchObject({code: 'TOO_FAST'});
    await later();
    expect(viewer().slowModeUntilMs).toBe(Date.now() + 7_000);
  });

  test('does not apply to the host and operators', async () => {
    Object.assign(served.backend.room, {slowMode: 10, operators: ['alice']});
    await served.session.join(options);
    await served.session.say('one');
    await later();
    expect(viewer().slowModeUntilMs).toBeUndefined();
  });
});

describe('a recalled comment', () => {
  test.each([
    ['by the service', () => served.service.sinks((sink) => sink.deleted([2]))],
    ['by the business server', () => served.service.notify({type: 'revoked', seq: 2, reason: 'rude'})],
  ])('%s disappears from the list', async (_, revoke) => {
    await served.session.join({roomId: 'r1', credentials: alice});
    await later();
    for (const text of ['1', '2', '3']) served.service.comment(text);
    revoke();
    await later();
    expect(served.session.state.comments.list.map(({text}) => text)).toEqual(['1', '3']);
  });

  test('changes nothing if it was not in the list', async () => {
    await served.session.join({roomId: 'r1', credentials: alice});
    served.service.comment('1');
    const {comments} = served.session.state;
    served.service.sinks((sink) => sink.deleted([9]));
    expect(served.session.state.comments).toBe(comments);
  });
});

describe('a system notification', () => {
  test.each([
    'not JSON',
    '[]',
    'null',
    '{"type":"muted","until":9999999999}',
    '{"v":2,"type":"muted","until":9999999999}',
    '{"v":1,"type":"muted","until":"soon"}',
    '{"v":1,"type":"muted","until":-1}',
    '{"v":1,"type":"slow","seconds":1.5}',
    '{"v":1,"type":"revoked","seq":0}',
    '{"v":1,"type":"banned"}',
    `{"v":1,"type":"slow","seconds":5,"more":"${'x'.repeat(20_000)}"}`,
  ])('that is invalid changes nothing: %s', async (text) => {
    await served.session.join(options);
    await later();
    const before = served.session.state;
    served.service.sinks((sink) => sink.notified(text));
    await later();
    expect(served.session.state).toBe(before);
  });
});

describe('a viewer', () => {
  test('follows the host, and the follow is known after the next join', async () => {
    await served.session.join(options);
    expect(viewer()).toMatchObject({following: false, level: 7});
    await served.session.follow(true);
    expect(viewer().following).toBe(true);
    await served.session.join(options);
    expect(viewer().following).toBe(true);
    await served.session.follow(false);
    expect(served.backend.following).toBe(false);
    expect(viewer().following).toBe(false);
  });

  test('reports a comment', async () => {
    await served.session.join(options);
    await served.session.report(12, 'spam');
    expect(served.backend.reports).toEqual([{seq: 12, reason: 'spam'}]);
  });

  test('follows and reports only after signing in at a business server', async () => {
    await served.session.join({...options, guest: true});
    await expect(served.session.follow(true)).rejects.toMatchObject({code: 'LOGIN_NEEDED'});
    await expect(served.session.report(1, 'x')).rejects.toMatchObject({code: 'LOGIN_NEEDED'});
    await served.session.join({roomId: 'r1', credentials: alice});
    await expect(served.session.follow(true)).rejects.toMatchObject({code: 'BAD_CONFIG'});
  });

  test('sees their level on their own comments', async () => {
    await served.session.join(options);
    await served.session.say('hello');
    expect(served.session.state.comments.list[0]?.from.level).toBe(7);
  });

  test('gets a typed error if the script of the feature cannot be loaded', async () => {
    vi.doMock('../../../../src/session/features/room-features.ts', () => {
      throw new Error('404');
    });
    await served.session.join(options);
    await expect(served.session.follow(true)).rejects.toMatchObject({code: 'BACKEND_UNAVAILABLE', retryable: true});
    vi.doUnmock('../../../../src/session/features/room-features.ts');
  });
});
