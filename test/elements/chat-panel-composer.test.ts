import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import {deferred, type MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually, rejection, until} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, fill, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate, type PrivateName} from '../support/browser/private-elements.ts';
import {ChatHarness, openChat} from '../support/browser/chat-panel-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

describe('the composer', () => {
  it('sends by Enter, empties the composer and keeps the focus', async () => {
    const harness = await openChat();
    await harness.type('hello{Enter}');
    await harness.shows(['hello']);
    expect(service.sentTexts).to.deep.equal(['hello']);
    expect(harness.input.value).to.equal('');
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('breaks the line by Shift and Enter', async () => {
    const harness = await openChat();
    await harness.type('one{Shift>}{Enter}{/Shift}two');
    expect(service.sentTexts).to.deep.equal([]);
    expect(harness.input.value).to.equal('one\ntwo');
    expect(harness.input.rows).to.equal(2);
  });

  it('does not send while Chinese is being composed', async () => {
    const harness = await openChat();
    await harness.type('ni');
    const composing = {key: 'Enter', bubbles: true, cancelable: true, composed: true};
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, isComposing: true}));
    harness.input.dispatchEvent(new KeyboardEvent('keydown', {...composing, keyCode: 229}));
    await harness.settled();
    expect(service.sentTexts).to.deep.equal([]);
  });

  it('sends by the button, reached by keyboard', async () => {
    const harness = await openChat();
    await harness.type('hello');
    await keyboard('{Tab}');
    await keyboard('{Enter}');
    await harness.shows(['hello']);
  });

  it('sends nothing when it is empty', async () => {
    const harness = await openChat();
    await harness.type('   {Enter}');
    expect(service.sentTexts).to.deep.equal([]);
  });

  it('keeps a text over 8,000 bytes, shows an error and notifies the page', async () => {
    const harness = await openChat();
    const reportedError = new Promise<LiveError>((resolve) =>
      document.addEventListener('live-error', (event) => resolve(event.detail.error), {once: true}),
    );
    harness.input.value = 'x'.repeat(8_001);
    await harness.type('{Enter}');
    expect((await reportedError).code).to.equal('TOO_LONG');
    await eventually(() => expect(harness.message).to.equal('This is too long to send.'));
    expect(harness.input.value).to.have.lengthOf(8_001);
    expect(service.sentTexts).to.deep.equal([]);
  });

  it('shows a refused comment with the reason, and sends it again', async () => {
    const harness = await openChat();
    service.commentError = new LiveError('MUTED', 'shh');
    await harness.type('hello{Enter}');
    const again = () => findPrivate(harness.panel, 'resendButton');
    await eventually(() => expect(again()).not.to.be.null);
    expect(part(harness.panel, 'message').textContent).to.include('You cannot comment at the moment.');
    service.commentError = undefined;
    await click(() => again()!);
    await eventually(() => expect(service.sentTexts).to.deep.equal(['hello']));
    await eventually(() => expect(again()).to.be.null);
    expect(harness.lines).to.deep.equal(['hello']);
  });

  it('shows a comment that is being sent', async () => {
    const harness = await openChat();
    service.commentsWaitFor = deferred();
    await harness.type('hello{Enter}');
    await eventually(() => expect(part(harness.panel, 'message').textContent).to.include('Sending…'));
    service.commentsWaitFor.resolve();
    await eventually(() => expect(part(harness.panel, 'message').textContent).not.to.include('Sending…'));
  });

  it('lets the page cancel a comment', async () => {
    const harness = await openChat();
    const veto = (event: Event) => event.preventDefault();
    harness.room.addEventListener('live-say', veto);
    await harness.type('secret{Enter}');
    expect(service.sentTexts).to.deep.equal([]);
    harness.room.removeEventListener('live-say', veto);
  });

  it('notifies the page before and after a comment is sent', async () => {
    const harness = await openChat();
    const events: unknown[] = [];
    for (const type of ['live-say', 'live-said'] as const)
      harness.room.addEventListener(type, ({detail}) => events.push([type, detail]));
    await harness.type('hello{Enter}');
    await eventually(() =>
      expect(events).to.deep.equal([
        ['live-say', {text: 'hello'}],
        ['live-said', {id: 'm-1', text: 'hello'}],
      ]),
    );
    expect(events.every((detail) => Object.isFrozen((detail as unknown[])[1]))).to.be.true;
  });

  it('is read-only while all are muted, keeps the text, and opens again by itself', async () => {
    const harness = await openChat();
    await harness.type('half a sen');
    service.sinks((sink) => sink.groupChanged({speakingDisabled: true}));
    await eventually(() => expect(harness.message).to.equal('Comments are closed for now'));
    expect(harness.panel.matches(':state(muted)')).to.be.true;
    expect(harness.closed).to.be.true;
    await expect(harness.panel).to.be.accessible();
    await keyboard('{Enter}');
    expect(service.sentTexts).to.deep.equal([]);
    service.sinks((sink) => sink.groupChanged({speakingDisabled: false}));
    await eventually(() => expect(harness.closed).to.be.false);
    expect(harness.message).to.equal('');
    await keyboard('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  it('shows that the connection is lost, and the viewer can continue to read and write', async () => {
    const harness = await openChat();
    service.comment('still here');
    await harness.shows(['still here']);
    service.sinks((sink) => sink.connected(false));
    await eventually(() => expect(harness.message).to.equal('Connection lost. Reconnecting…'));
    expect(harness.closed).to.be.false;
    expect(harness.lines).to.deep.equal(['still here']);
    service.sinks((sink) => sink.connected(true));
    await eventually(() => expect(harness.message).to.equal(''));
  });

  it('fires events with deeply frozen details', async () => {
    const harness = await openChat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise<{user: object}>((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await click(() => part(harness.panel, 'author'));
    expect(Object.isFrozen((await chosen).user)).to.be.true;
  });

  it('is absent with readonly', async () => {
    const {panel} = await openChat('readonly');
    expect(parts(panel, 'composer').filter(isShown)).to.have.lengthOf(0);
  });

  it("signs a guest in, which the page may do itself, and keeps the guest's text", async () => {
    const room = put<LiveRoom>(
      '<live-room manual guest room-id="r1" sdk-app-id="1"><chat-panel></chat-panel></live-room>',
    );
    await room.join();
    const harness = new ChatHarness(room);
    await harness.settled();
    const loginNeeded = new Promise((resolve) =>
      room.addEventListener('live-login-needed', (event) => resolve(event.detail), {once: true}),
    );
    await harness.type('hello{Enter}');
    expect(await loginNeeded).to.deep.equal({action: 'say'});
    await eventually(() => expect(harness.message).to.equal('You are watching as a guest.'));
    expect(harness.input.value).to.equal('hello');
  });
});

describe('a viewer who may not speak now', () => {
  async function servedChat(backend = new MemoryBackend()): Promise<ChatHarness> {
    const {room} = await servedRoom('<chat-panel style="height: 300px"></chat-panel>', '', backend);
    return new ChatHarness(room);
  }

  const inS = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;
  const send = (harness: ChatHarness) => part(harness.panel, 'send');

  it('sees the end and the reason, keeps the text, and can send again afterwards', async () => {
    const harness = await servedChat();
    await harness.type('half a sen');
    service.notify({type: 'muted', until: inS(3_600), reason: 'advertising'});
    await eventually(() => expect(harness.message).to.match(/^You may not comment until \d.*\. Reason: advertising$/));
    expect(harness.closed).to.be.true;
    expect(harness.panel.matches(':state(muted)')).to.be.true;
    await expect(harness.panel).to.be.accessible();
    service.notify({type: 'muted', until: inS(1), reason: 'advertising'});
    await eventually(() => expect(harness.closed).to.be.false);
    expect(harness.message).to.equal('');
    expect(harness.input.value).to.equal('half a sen');
    await harness.type('tence{Enter}');
    await harness.shows(['half a sentence']);
  });

  it('sees no end of an unlimited mute until it is lifted', async () => {
    const backend = new MemoryBackend();
    backend.mutedUntil = 4_294_967_295;
    const harness = await servedChat(backend);
    await eventually(() => expect(harness.message).to.equal('You may not comment.'));
    service.notify({type: 'muted', until: 0});
    await eventually(() => expect(harness.closed).to.be.false);
  });

  it('waits between comments in slow mode and sees the remaining time', async () => {
    const harness = await servedChat();
    service.notify({type: 'slow', seconds: 300});
    await eventually(() => expect(harness.panel.matches(':state(slow)')).to.be.true);
    await harness.type('one{Enter}');
    await harness.shows(['one']);
    await eventually(() => expect(send(harness).textContent).to.match(/^Send \(\d+\)$/));
    expect(harness.message).to.equal('Slow mode: one comment every 300 s');
    await expect(harness.panel).to.be.accessible();
    await harness.type('two{Enter}');
    expect(harness.input.value).to.equal('two');
    expect(service.sentTexts).to.deep.equal(['one']);
    service.notify({type: 'slow', seconds: 0});
    await eventually(() => expect(send(harness).textContent).to.equal('Send'));
    service.notify({type: 'slow', seconds: 1});
    const labels: string[] = [];
    const watch = new MutationObserver(() => labels.push(send(harness).textContent));
    watch.observe(send(harness), {childList: true, characterData: true, subtree: true});
    await harness.type('{Enter}');
    await harness.shows(['one', 'two']);
    await eventually(() => expect(labels).to.deep.equal(['Send (1)', 'Send']));
    watch.disconnect();
    expect(harness.message).to.equal('');
  });

  it('sees a recalled line disappear', async () => {
    const harness = await servedChat();
    service.comment('one');
    service.comment('two');
    await harness.shows(['one', 'two']);
    service.sinks((sink) => sink.deleted([1]));
    await harness.shows(['two']);
  });
});

describe("the composer's tools", () => {
  const tool = (harness: ChatHarness, name: PrivateName) => findPrivate<HTMLButtonElement>(harness.panel, name)!;

  async function opened(): Promise<ChatHarness> {
    const harness = await openChat();
    await click(tool(harness, 'moreTools'));
    await eventually(() => expect(isShown(tool(harness, 'emojiTool'))).to.be.true);
    return harness;
  }

  it('an emoji is found by its name and inserted at the caret; axe finds no violation', async () => {
    const harness = await opened();
    await harness.type('nice !');
    harness.input.setSelectionRange(5, 5);
    await click(tool(harness, 'emojiTool'));
    const search = await until(() => findPrivate<HTMLInputElement>(harness.panel, 'emojiSearch'));
    await expect(harness.panel).to.be.accessible();
    await fill(search, 'teacup');
    await keyboard('{Enter}');
    expect(harness.input.value).to.equal('nice 🍵!');
    await keyboard('{Escape}');
    expect(findPrivate(harness.panel, 'toolPanel')).to.be.null;
    expect(harness.panel.shadowRoot!.activeElement).to.equal(harness.input);
  });

  it('emoji are navigated by keyboard, and a used one comes first the next time', async () => {
    const harness = await opened();
    tool(harness, 'emojiTool').focus();
    await keyboard('{Enter}');
    await until(() => findPrivate(harness.panel, 'emoji'));
    await keyboard('{ArrowRight}{ArrowRight}{Enter}');
    const taken = harness.input.value;
    expect(taken).not.to.equal('');
    await keyboard('{Escape}');
    tool(harness, 'emojiTool').focus();
    await keyboard('{Enter}');
    const first = await until(() => findPrivate(harness.panel, 'emoji'));
    expect(first.textContent.trim()).to.equal(taken);
  });

  it('a style is sent with the line, is kept for the next one, and is announced', async () => {
    const harness = await opened();
    const onDanmaku = sinon.fake<[content: unknown], void>();
    harness.room.session.on('danmaku', ({content}) => onDanmaku(content));
    await click(tool(harness, 'styleTool'));
    const press = async (name: string) => {
      const button = await until(() =>
        findAllPrivate(harness.panel, 'toolPanelButton').find(
          ({ariaLabel, textContent}) => ariaLabel === name || textContent === name,
        ),
      );
      button.click();
    };
    await press('Red');
    await press('Top');
    await expect(harness.panel).to.be.accessible();
    await harness.type('look at this{Enter}');
    await harness.shows(['look at this']);
    await eventually(() =>
      expect(onDanmaku).to.have.been.calledWith({type: 'danmaku', text: 'look at this', mode: 'top', color: '#ff5c5c'}),
    );
    await harness.type('and this{Enter}');
    await eventually(() => expect(onDanmaku).to.have.callCount(2));
    expect(findPrivate(harness.panel, 'toolPanel')).to.be.null;
  });

  it('a text too long for a style shows an error and stays', async () => {
    const harness = await opened();
    expect(await rejection(harness.room.session.say('x'.repeat(201), {style: {mode: 'top'}}))).to.have.property(
      'code',
      'TOO_LONG',
    );
  });

  describe('voice', () => {
    let microphone: sinon.SinonStub;

    /** Provides a microphone that hums. */
    async function withMicrophone(): Promise<ChatHarness> {
      const context = new AudioContext();
      const hum = context.createOscillator();
      const out = context.createMediaStreamDestination();
      hum.connect(out);
      hum.start();
      microphone = sinon
        .stub(navigator.mediaDevices, 'getUserMedia')
        .callsFake(() => Promise.resolve(out.stream.clone()));
      atTestEnd(async () => {
        sinon.restore();
        await context.close();
      });
      return opened();
    }

    const bar = (harness: ChatHarness) => findPrivate(harness.panel, 'recordingBar');
    const inBar = (harness: ChatHarness, name: PrivateName) => findPrivate(harness.panel, name);
    const recordedForASecond = (harness: ChatHarness) =>
      eventually(() => expect(inBar(harness, 'recordingClock')!.textContent).to.match(/^0:(?!00)\d\d$/));

    it('is recorded by keyboard, with its length on show, and sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'recordTool').focus();
      await keyboard('{Enter}');
      await until(() => bar(harness));
      await expect(harness.panel).to.be.accessible();
      await recordedForASecond(harness);
      await keyboard('{Enter}');
      await eventually(() => expect(service.files).to.have.lengthOf(1));
      expect(service.files[0]!.type).to.match(/^audio\/(mp4|webm)$/);
      expect(bar(harness)).to.be.null;
      await eventually(() => expect(findPrivate(harness.panel, 'voiceMessage')).not.to.be.null);
    });

    it('is cancelled by Escape: nothing is sent', async () => {
      const harness = await withMicrophone();
      tool(harness, 'recordTool').focus();
      await keyboard('{Enter}');
      await until(() => bar(harness));
      await keyboard('{Escape}');
      await eventually(() => expect(bar(harness)).to.be.null);
      expect(service.files).to.deep.equal([]);
    });

    it('is sent when the held button is released, and cancelled when the pointer moves away', async () => {
      const harness = await withMicrophone();
      const button = tool(harness, 'recordTool');
      sinon.stub(button, 'setPointerCapture'); // No pointer is down.
      const point = (type: string, clientX = 0) =>
        button.dispatchEvent(new PointerEvent(type, {pointerId: 7, button: 0, clientX, bubbles: true}));
      point('pointerdown');
      await until(() => bar(harness));
      await recordedForASecond(harness);
      point('pointermove', 200);
      expect(inBar(harness, 'recordingHint')!.textContent).to.equal('Let go to cancel');
      point('pointerup', 200);
      await eventually(() => expect(bar(harness)).to.be.null);
      expect(service.files).to.deep.equal([]);
      point('pointerdown');
      await until(() => bar(harness));
      await recordedForASecond(harness);
      point('pointerup');
      await eventually(() => expect(service.files).to.have.lengthOf(1));
    });

    for (const [name, words] of [
      ['NotAllowedError', 'The microphone may not be used. Allow it in the browser to record.'],
      ['NotFoundError', 'No microphone was found.'],
    ] as const) {
      it(`without a microphone (${name}) shows the reason`, async () => {
        const harness = await withMicrophone();
        microphone.rejects(new DOMException('no', name));
        tool(harness, 'recordTool').focus();
        await keyboard('{Enter}');
        await eventually(() => expect(harness.message).to.equal(words));
        expect(bar(harness)).to.be.null;
      });
    }
  });
});
