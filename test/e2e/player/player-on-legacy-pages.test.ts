import {afterAll, beforeAll, expect, it} from 'vitest';
import {expectEventually, useDemo} from '../../support/demo/demo-fixture.ts';
import {inspectVideo} from '../../support/demo/player-page.ts';
import {OLD_HOSTS} from '../../support/demo/legacy-libraries.ts';

const demo = useDemo();
beforeAll(() => demo.mediaFault({loop: true}));
afterAll(() => demo.mediaFault({loop: false}));

it.each(Object.entries(OLD_HOSTS))(
  'on a page with %s the video plays, and nothing is thrown',
  async (_name, script) => {
    const visitor = await demo.visitor({html: `<script>${script}</script>${demo.twoLines('guest')}`});
    await visitor.waitForState('joined');
    await expectEventually(async () => (await inspectVideo(visitor.page)).states, 25_000).toEqual(['playing']);
    const {time} = await inspectVideo(visitor.page);
    await expectEventually(async () => (await inspectVideo(visitor.page)).time, 25_000).toBeGreaterThan(time + 3);
    expect(await visitor.errors()).toEqual([]);
  },
);
