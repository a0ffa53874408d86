import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deferred, type MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {stubFetch} from '../support/browser/test-end.ts';
import {click, keyboard} from '../support/browser/user-input.ts';
import {findPrivate} from '../support/browser/private-elements.ts';
import {ChatHarness} from '../support/browser/chat-panel-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

describe('earlier messages', () => {
  let backend: MemoryBackend;
  beforeEach(() => {
    backend = new MemoryBackend();
    stubFetch(backend.fetch);
  });

  const earlier = ({panel}: ChatHarness) => findPrivate(panel, 'earlierButton')!;

  async function chatWith(before: number): Promise<ChatHarness> {
    for (let i = 1; i <= before; i++) backend.store(service.nextSeq(), `${i}`);
    const room = put<LiveRoom>(
      '<live-room manual room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await eventually(() => expect(harness.lines).to.have.lengthOf(Math.min(before, 50)));
    await settled(room);
    return harness;
  }

  it('load by scrolling up, and the visible lines stay in place', async () => {
    const harness = await chatWith(120);
    const {list} = harness;
    await harness.atEnd();
    expect(list.scrollTop).to.be.greaterThan(0);
    list.scrollTop = 0;
    await eventually(() => expect(harness.lines[0]).to.equal('21'));
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(300));
    expect(Math.abs(harness.place('71') - list.getBoundingClientRect().top)).to.be.lessThan(100);
    list.scrollTop = 0;
    await eventually(() => expect(harness.lines[0]).to.equal('1'));
    expect(harness.lines).to.deep.equal(Array.from({length: 120}, (_, index) => `${index + 1}`));
    await eventually(() => expect(isShown(earlier(harness))).to.be.false);
  });

  it('load by a button, which keeps the focus when there are no more', async () => {
    const harness = await chatWith(60);
    const button = earlier(harness);
    expect(button.textContent.trim()).to.equal('Earlier messages');
    await expect(harness.panel).to.be.accessible();
    button.focus();
    await keyboard('{Enter}');
    await eventually(() => expect(harness.lines).to.have.lengthOf(60));
    await eventually(() => expect(isShown(button)).to.be.false);
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.list);
  });

  it('have no button when there are none', async () => {
    expect(isShown(earlier(await chatWith(3)))).to.be.false;
  });

  it('show an error and a retry button when loading fails', async () => {
    const harness = await chatWith(60);
    const onErrorCode = sinon.fake<[code: string], void>();
    harness.room.addEventListener('live-error', ({detail}) => onErrorCode(detail.error.code));
    backend.down = true;
    await click(earlier(harness));
    await eventually(() => expect(onErrorCode).to.have.been.calledWith('BACKEND_UNAVAILABLE'));
    backend.down = false;
    await eventually(() => expect(isShown(earlier(harness))).to.be.true);
    await click(earlier(harness));
    await eventually(() => expect(harness.lines).to.have.lengthOf(60));
  });

  it('a guest who comments is signed in, keeps focus and caret, and the comment is sent', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel style="height: 300px"></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await harness.settled();
    service.joinsWaitFor = deferred();
    await harness.type('hello{Enter}');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
    expect(harness.input.value).to.equal('hello');
    expect(harness.input.selectionStart).to.equal(5);
    service.joinsWaitFor.resolve();
    await harness.shows(['hello']);
    expect(service.sentTexts).to.deep.equal(['hello']);
    expect(harness.input.value).to.equal('');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('a guest who comments by the page’s script is signed in the same way', async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" api-url="https://shop.example/api"><chat-panel></chat-panel></live-room>',
    );
    await room.join();
    const {panel} = new ChatHarness(room);
    const loginRequests: unknown[] = [];
    room.addEventListener('live-login-needed', ({detail}) => loginRequests.push(detail));
    await panel.say('hello');
    expect(loginRequests).to.deep.equal([{action: 'say'}]);
    expect(service.sentTexts).to.deep.equal(['hello']);
    expect(room.session.userId).to.equal('alice');
  });
});
