import {describe, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import type {VisitorPage} from '../../support/demo/visitor-page.ts';

const demo = useDemo();

const OPERATOR = {Authorization: 'Bearer demo-operator', 'Content-Type': 'application/json'};

async function visitor(): Promise<VisitorPage> {
  const html = `${demo.script}<live-room id="main" api-url="${demo.api}" room-id="demo"></live-room>`;
  const page = await demo.visitor({html});
  await page.waitForState('joined');
  return page;
}

/** Sends several one-to-one messages at once. Returns the error code of each; empty for a sent one. */
const write = ({page}: VisitorPage, to: string, times: number) =>
  page.evaluate(
    async ([peer, count]) => {
      const chats = await document.querySelector('live-room')!.session.privateChats();
      const say = (n: number) =>
        chats.say(peer, `line ${n}`).then(
          () => '',
          (error: {code: string}) => error.code,
        );
      return Promise.all(Array.from({length: count}, (_, n) => say(n)));
    },
    [to, times] as const,
  );

describe('the page', () => {
  it('shows the server’s total of likes, although a member sets the counter', async () => {
    const viewer = await visitor();
    const total = () =>
      viewer.page.evaluate(() => {
        const {total: sum, unsent} = document.querySelector('live-room')!.session.state.likes;
        return sum + unsent;
      });
    const counted = async () => {
      const {likeTotal} = (await (await fetch(`${demo.api}/rooms/demo`)).json()) as {likeTotal: number};
      return likeTotal;
    };
    const member = await demo.sdkViewer(demo.userId('member'));
    for (const like of [Number.MAX_SAFE_INTEGER, 0, 1_000_000_000]) {
      const response = await member.call('setGroupCounters', {groupID: 'demo', counters: {like}});
      expect(response).toMatchObject({code: 0});
      expect(await total()).toBeLessThan(500_000_000);
    }
    const differs = async () => Math.abs((await total()) - (await counted()));
    await expectEventually(differs).toBeLessThan(1_000);
  });

  it('reports that one-to-one messages are too fast or their sender is muted', async () => {
    const viewer = await visitor();
    expect(await write(viewer, 'service', 1)).toEqual(['']);
    expect(await write(viewer, 'service', 30)).toContain('TOO_FAST');
    const userId = await viewer.requireUserId();
    const body = JSON.stringify({userId, seconds: 60});
    const muted = await fetch(`${demo.api}/rooms/demo/mutes`, {method: 'POST', headers: OPERATOR, body});
    expect(muted.status).toBe(204);
    expect(await write(viewer, 'service', 1)).toEqual(['MUTED']);
  });
});
