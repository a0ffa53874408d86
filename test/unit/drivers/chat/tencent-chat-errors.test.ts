import {describe, expect, test} from 'vitest';
import {toLiveError} from '../../../../src/drivers/chat/tencent-chat-errors.js';

describe('a refusal of the business server contains the seconds that the viewer waits', () => {
  test.each([
    [10_102, '7', 'TOO_FAST', 7],
    [120_102, '7', 'TOO_FAST', 7],
    [10_102, '', 'TOO_FAST', undefined],
    [10_102, '-1', 'TOO_FAST', undefined],
    [10_103, '3600', 'MUTED', 3_600],
    [10_103, '', 'MUTED', Infinity],
    // Tencent's own refusals contain no time.
    [10_017, '7', 'MUTED', undefined],
    [10_023, '7', 'TOO_FAST', undefined],
    [10_101, '7', 'REFUSED', undefined],
  ])('%i with "%s" is %s after %s s', (code, message, expected, retryAfterS) => {
    expect(toLiveError({code, message}, 'JOIN_FAILED', 'the comment was not sent')).toMatchObject({
      code: expected,
      retryAfterS,
    });
  });
});
