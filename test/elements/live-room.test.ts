import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import sinon from 'sinon';
import {defineCore} from '../../src/define/groups/define-core.ts';
import {registerIcons, type IconSet} from '../../src/elements/icons/register-icons.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import {deferred, type MemoryService} from '../support/session/memory-service.ts';
import {
  alice,
  deep,
  defaultLayout,
  fresh,
  isShown,
  joinedRoom,
  part,
  parts,
  put,
  settled,
} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {click} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});
afterEach(() => setViewport({width: 414, height: 896}));

const guestRoom = (id: string, inside = '') => `<live-room guest sdk-app-id="1" room-id="${id}">${inside}</live-room>`;
const joined = (room: LiveRoom) => eventually(() => expect(room.session.status).to.equal('joined'));
const tags = (root: Element) => deep(root).map(({localName}) => localName);
const connectionStatus = (room: LiveRoom) => findPrivate(room, 'connectionStatus')!;

describe('the default layout', () => {
  for (const [scheme, lang, width, height] of [
    ['light', 'en', 390, 700],
    ['dark', 'en', 390, 700],
    ['light', 'zh-CN', 1200, 800],
    ['dark', 'zh-CN', 1200, 800],
  ] as const) {
    it(`axe finds no violation, ${scheme}, ${lang}, ${width} wide`, async () => {
      await setViewport({width, height});
      document.documentElement.lang = lang;
      document.documentElement.style.colorScheme = scheme;
      const room = await joinedRoom();
      service.comment('你好 hello');
      await settled(room);
      await expect(room).to.be.accessible();
      document.documentElement.style.colorScheme = '';
    });
  }

  it('appears in a room without element children; white space and comments do not count', async () => {
    const room = put<LiveRoom>(guestRoom('r1', '\n  <!-- nothing here -->\n'));
    await joined(room);
    await defaultLayout(room);
    expect(tags(room)).to.include.members(['danmaku-layer', 'room-header', 'chat-panel']);
  });

  it('is not in the tree if the page arranges the elements', async () => {
    const room = put<LiveRoom>(guestRoom('r1', '<p>mine</p>'));
    await joined(room);
    await settled(room);
    expect(tags(room)).to.deep.equal(['live-room', 'div', 'slot', 'p']);
  });

  it('disappears when children are added, and returns when they are removed', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    room.append(document.createElement('chat-panel'));
    await eventually(() => expect(room.shadowRoot!.querySelector('chat-panel')).to.be.null);
    service.comment('x');
    await eventually(() => expect(parts(room, 'text')).to.have.lengthOf(1));
    room.replaceChildren();
    await eventually(() => expect(room.shadowRoot!.querySelector('chat-panel')).not.to.be.null);
    expect(service.joins).to.have.lengthOf(1);
  });

  it('puts the chat next to the video in a wide box, over it in a narrow one, or as the page sets it', async () => {
    await setViewport({width: 1200, height: 800});
    const room = await joinedRoom();
    const stage = part(room, 'stage');
    const aside = part(room, 'aside');
    const beside = () => aside.getBoundingClientRect().left >= stage.getBoundingClientRect().right - 1;
    await eventually(() => expect(beside()).to.be.true);
    room.style.width = '380px';
    await eventually(() => expect(beside()).to.be.false);
    room.layout = 'landscape';
    await eventually(() => expect(beside()).to.be.true);
  });

  for (const [width, height] of [
    [344, 464],
    [366, 530],
    [790, 366],
  ] as const) {
    it(`keeps everything within a box of ${width} × ${height}`, async () => {
      await setViewport({width: 1200, height: 800});
      const room = await joinedRoom();
      Object.assign(room.style, {inlineSize: `${width}px`, blockSize: `${height}px`});
      const whole = room.getBoundingClientRect();
      await eventually(() => expect(whole.height).to.equal(height));
      const send = () => part(room, 'send').getBoundingClientRect();
      const header = () => part(room, 'host').getBoundingClientRect();
      await eventually(() => {
        expect(header().top).to.be.at.least(whole.top);
        expect(send().height).to.be.at.least(44);
        for (const name of ['layout', 'stage']) {
          const {scrollHeight, clientHeight} = part(room, name);
          expect(scrollHeight - clientHeight).to.be.at.most(1);
        }
      });
    });
  }

  for (const [what, width, height] of [
    ['beside the picture', 842, 640],
    ['over it', 358, 560],
  ] as const) {
    it(`keeps the chat in its place ${what}, with any content`, async () => {
      await setViewport({width: 1200, height: 800});
      const room = await joinedRoom('', `style="inline-size: ${width}px; block-size: ${height}px"`);
      const long = 'a-word-without-an-end-'.repeat(9);
      service.says({
        type: 'comment',
        kind: 'text',
        text: long,
        reply: {seq: 1, userId: 'ann', nick: 'Ann', text: long},
      });
      service.says(
        {type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url: 'https://x.example/a.m4a', seconds: 60}},
        {nick: long},
      );
      const chat = part(room, 'aside').querySelector('chat-panel')!;
      await eventually(() => expect(findPrivate(chat, 'voiceMessage')).not.to.be.null);
      const {right} = room.getBoundingClientRect();
      for (const name of ['list', 'input', 'send'])
        expect(part(chat, name).getBoundingClientRect().right).to.be.at.most(right);
      const {scrollWidth, clientWidth} = part(chat, 'list');
      expect(scrollWidth).to.equal(clientWidth);
      for (const row of findAllPrivate(chat, 'quoteOrVoice')) {
        expect(row.getBoundingClientRect().right).to.be.at.most(right);
      }
    });
  }

  it('keeps the composer clear of the gifts at twice the text size', async () => {
    await setViewport({width: 390, height: 844});
    const room = await joinedRoom('', 'style="font-size: 32px; inline-size: 358px; block-size: 560px"');
    service.comment('here');
    const chat = part(room, 'aside').querySelector('chat-panel')!;
    part(room, 'input').focus();
    await eventually(() => {
      const send = part(room, 'send').getBoundingClientRect();
      expect(send.height).to.be.at.least(44);
      expect(send.bottom).to.be.at.most(findPrivate(room, 'actionBar')!.getBoundingClientRect().top);
      expect(part(chat, 'message').getBoundingClientRect().bottom).to.be.at.most(send.top);
    });
  });

  it('lets the page style every element by its part', async () => {
    const room = await joinedRoom();
    const style = document.createElement('style');
    style.textContent =
      'live-room::part(chat-panel-input) {border-top-color: rgb(1, 2, 3)} live-room::part(room-header-host) {border-top-color: rgb(4, 5, 6)}';
    document.head.append(style);
    expect(getComputedStyle(part(room, 'input')).borderTopColor).to.equal('rgb(1, 2, 3)');
    expect(getComputedStyle(part(room, 'host')).borderTopColor).to.equal('rgb(4, 5, 6)');
    style.remove();
  });

  it('leaves out the pieces that `without` names, with the bar that they leave empty', async () => {
    const room = await joinedRoom('', 'without="gifts likes header composer"');
    await settled(room);
    expect(tags(room)).to.include.members(['danmaku-layer', 'product-slot', 'chat-panel']);
    for (const tag of ['gift-bar', 'gift-feed', 'like-button', 'room-header']) expect(tags(room)).not.to.include(tag);
    expect(isShown(part(room, 'bar'))).to.be.false;
    room.without = '';
    await eventually(() =>
      expect(tags(room)).to.include.members(['gift-bar', 'gift-feed', 'like-button', 'room-header']),
    );
    expect(isShown(part(room, 'bar'))).to.be.true;
  });

  it('stays in addition to content in its slots', async () => {
    const names = ['stage-overlay', 'stage-actions', 'aside-header', 'below-composer'];
    const room = put<LiveRoom>(guestRoom('r1', names.map((name) => `<p slot="${name}">${name}</p>`).join('')));
    await joined(room);
    await defaultLayout(room);
    expect(tags(room)).to.include.members(['danmaku-layer', 'chat-panel']);
    const [stage, aside] = [part(room, 'stage').getBoundingClientRect(), part(room, 'aside').getBoundingClientRect()];
    for (const [index, content] of [...room.children].entries()) {
      const {top, bottom, height} = content.getBoundingClientRect();
      const area = index < 2 ? stage : aside;
      expect(height).to.be.greaterThan(0);
      expect(top).to.be.at.least(area.top - 1);
      expect(bottom).to.be.at.most(area.bottom + 1);
    }
  });

  it('is replaced by content that leaves its slots, and returns when the content has a slot again', async () => {
    const room = put<LiveRoom>(guestRoom('r1', '<p slot="aside-header">mine</p>'));
    await joined(room);
    await defaultLayout(room);
    room.firstElementChild!.slot = '';
    await eventually(() => expect(tags(room)).not.to.include('chat-panel'));
    room.firstElementChild!.slot = 'below-composer';
    await eventually(() => expect(tags(room)).to.include('chat-panel'));
  });

  it('draws the icons that the page registers', async () => {
    const room = await joinedRoom();
    await settled(room);
    const heart = () =>
      deep(room)
        .find(({localName}) => localName === 'like-button')!
        .shadowRoot!.querySelector('path')!;
    const original = heart().getAttribute('d')!;
    registerIcons({heart: 'M2 2h20v20H2z', settings: '<img src=x onerror=alert(1)>'});
    await eventually(() => expect(heart().getAttribute('d')).to.equal('M2 2h20v20H2z'));
    for (const nothing of [undefined, null, 'heart'])
      expect(() => registerIcons(nothing as unknown as IconSet)).to.throw(TypeError, 'takes an object');
    registerIcons({heart: original});
    await eventually(() => expect(heart().getAttribute('d')).to.equal(original));
  });

  it('uses the language of its ancestors and follows a change', async () => {
    const room = await joinedRoom('', 'lang="zh-CN"');
    expect(part(room, 'send').textContent).to.equal('发送');
    room.lang = 'en-GB';
    await eventually(() => expect(part(room, 'send').textContent).to.equal('Send'));
    room.removeAttribute('lang');
    document.documentElement.lang = 'zh';
    await eventually(() => expect(part(room, 'send').textContent).to.equal('发送'));
  });

  it('has the tags of its prefix, although the script has defined the later elements only under another prefix', async () => {
    defineCore('acme');
    const room = put<LiveRoom>('<acme-live-room manual room-id="r1"></acme-live-room>');
    const later = ['acme-live-lobby', 'acme-live-poll', 'acme-lottery-card', 'acme-product-shelf'];
    await eventually(() => expect(tags(room)).to.include.members(['acme-chat-panel', ...later]));
  });

  it('is painted before any server responds', async () => {
    service.joinsWaitFor = deferred();
    const room = put<LiveRoom>(guestRoom('r1'));
    await eventually(() => expect(isShown(part(room, 'stage'))).to.be.true);
    await eventually(() => expect(tags(room)).to.include('chat-panel'));
    await eventually(() => expect(connectionStatus(room).textContent).to.include('Entering the room…'));
    service.joinsWaitFor.resolve();
    await joined(room);
  });
});

describe('the identity', () => {
  it('comes from the attributes, and the signature is removed from the markup', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1" sdk-app-id="1" user-id="alice" user-sig="s3cret"></live-room>');
    await joined(room);
    expect(service.joins[0]!.credentials).to.include({sdkAppId: 1, userId: 'alice', userSig: 's3cret'});
    expect(room.outerHTML).not.to.include('s3cret');
    expect(room.matches(':state(guest)')).to.be.false;
  });

  it('comes from the property before the attributes', async () => {
    const room = put<LiveRoom>('<live-room manual room-id="r1" sdk-app-id="1" user-id="bob" user-sig="x"></live-room>');
    room.credentials = () => Promise.resolve(alice);
    await room.join();
    expect(service.joins[0]!.credentials?.userId).to.equal('alice');
  });

  it('comes from a property that was set before the element was defined, and from no other', async () => {
    const room = put<LiveRoom & {credentials: unknown}>('<late-room guest="" room-id="r1"></late-room>');
    room.removeAttribute('guest');
    Object.assign(room, {credentials: alice});
    customElements.define('late-room', class extends (customElements.get('live-room') as typeof LiveRoom) {});
    await joined(room);
    expect(service.joins.map(({credentials}) => credentials?.userId)).to.deep.equal(['alice']);
  });

  it('stays the same when a framework sets an equal property with every render', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = {...alice};
    await joined(room);
    room.credentials = {...alice};
    await room.updateComplete;
    expect(service.joins).to.have.lengthOf(1);
    room.credentials = {...alice, userId: 'bob'};
    await eventually(() =>
      expect(service.joins.map(({credentials}) => credentials?.userId)).to.deep.equal(['alice', 'bob']),
    );
  });

  it('comes from the function that was set last, without a second join', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = () => Promise.resolve(alice);
    await joined(room);
    room.credentials = () => Promise.resolve({...alice, userSig: 'newer'});
    await room.updateComplete;
    expect(service.joins).to.have.lengthOf(1);
    service.sinks((sink) => sink.ended(new LiveError('SIGNATURE_EXPIRED', 'old')));
    await eventually(() => expect(service.joins.at(-1)?.credentials?.userSig).to.equal('newer'));
    expect(room.matches(':state(joined)')).to.be.true;
  });

  it('of a viewer who signs in elsewhere: the room shows it, and a button joins again', async () => {
    const room = put<LiveRoom>('<live-room room-id="r1"></live-room>');
    room.credentials = alice;
    await joined(room);
    service.sinks((sink) => sink.ended(new LiveError('KICKED_OUT', 'elsewhere', {retryable: true})));
    const button = () => findPrivate<HTMLButtonElement>(room, 'retryButton')!;
    await eventually(() => expect(button().textContent.trim()).to.equal('Use it here'));
    expect(room.matches(':state(kicked)')).to.be.true;
    button().click();
    await joined(room);
    expect(service.joins).to.have.lengthOf(2);
  });

  it('is empty for a guest', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    expect(service.joins[0]!.credentials).to.be.undefined;
    expect(room.matches(':state(guest)')).to.be.true;
  });
});

describe('the connection', () => {
  it('has one state at a time, and fires an event per state', async () => {
    const statusChanges: string[] = [];
    document.addEventListener('live-status-change', ({detail}) =>
      statusChanges.push(`${detail.previous} ${detail.status}`),
    );
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    expect(room.matches(':state(joined):not(:state(joining))')).to.be.true;
    await room.leave();
    await eventually(() => expect(statusChanges).to.deep.equal(['idle joining', 'joining joined', 'joined ended']));
  });

  it('stays joined when a framework moves the room by removing it first', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    const box = document.createElement('div');
    document.body.append(box);
    room.remove();
    box.append(room);
    await settled(room);
    service.comment('still here');
    await eventually(() => expect(parts(room, 'text')).to.have.lengthOf(1));
    expect(service.joins).to.have.lengthOf(1);
  });

  it('ends when the room is removed, and begins again when it is inserted', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    room.remove();
    await eventually(() => expect(service.occupied).to.deep.equal([]));
    document.body.append(room);
    await joined(room);
    expect(service.occupied).to.deep.equal(['r1']);
    expect(service.joins).to.have.lengthOf(2);
  });

  it('is in the last room when room-id changes while joining', async () => {
    service.joinsWaitFor = deferred();
    const room = put<LiveRoom>(guestRoom('r1'));
    await eventually(() => expect(service.joins).to.have.lengthOf(1));
    room.roomId = 'r2';
    await eventually(() => expect(service.joins).to.have.lengthOf(2));
    service.joinsWaitFor.resolve();
    await joined(room);
    expect(service.occupied).to.deep.equal(['r2']);
    expect(service.joins[0]!.signal.aborted).to.be.true;
  });

  it('waits for join() with manual', async () => {
    const room = put<LiveRoom>('<live-room manual guest sdk-app-id="1" room-id="r1"></live-room>');
    await settled(room);
    expect(service.joins).to.have.lengthOf(0);
    expect(room.matches(':state(idle)')).to.be.true;
    await room.join();
    expect(room.session.status).to.equal('joined');
  });

  for (const [code, words] of [
    ['ROOM_NOT_FOUND', 'This live room does not exist.'],
    ['SIGNATURE_INVALID', 'Your sign-in is not valid. Please sign in again.'],
    ['BACKEND_UNAVAILABLE', 'The live service does not answer.'],
    ['BAD_CONFIG', 'This live room is not set up correctly.'],
    ['UNSUPPORTED_BROWSER', 'This browser is too old for live rooms. Please update it.'],
  ] as const) {
    it(`shows an error and fires an event after ${code}, and can be retried`, async () => {
      service.joinError = new LiveError(code, 'for the author');
      const reportedError = new Promise<LiveError>((resolve) =>
        document.addEventListener('live-error', ({detail}) => resolve(detail.error), {once: true}),
      );
      const room = put<LiveRoom>(guestRoom('r1'));
      expect(await reportedError).to.have.property('code', code);
      await eventually(() => expect(connectionStatus(room).textContent).to.include(words));
      expect(room.matches(':state(failed)')).to.be.true;
      expect(parts(room, 'control').some(isShown), 'buttons over the error').to.be.false;
      await expect(room).to.be.accessible();
      service.joinError = undefined;
      await click(() => connectionStatus(room).querySelector('button')!);
      await joined(room);
      await eventually(() => expect(connectionStatus(room).textContent.trim()).not.to.include(words));
    });
  }

  it('fails without a room-id and tells the author how to fix it', async () => {
    const warned = sinon.stub(console, 'warn');
    const room = put<LiveRoom>('<live-room guest sdk-app-id="1"></live-room>');
    await eventually(() =>
      expect(room.session.state.connection).to.be.like({status: 'failed', error: {code: 'BAD_CONFIG'}}),
    );
    expect(warned.args.flat().join()).to.include('needs a room-id');
    room.roomId = 'r1';
    await joined(room);
    warned.restore();
  });

  it('that ended because of a sign-in elsewhere shows it, and can be resumed', async () => {
    const room = put<LiveRoom>(guestRoom('r1'));
    await joined(room);
    service.sinks((sink) => sink.ended(new LiveError('KICKED_OUT', 'elsewhere')));
    await eventually(() => expect(room.matches(':state(kicked)')).to.be.true);
    expect(service.joins).to.have.lengthOf(1);
    await eventually(() => expect(isShown(connectionStatus(room).querySelector('button')!)).to.be.true);
    await click(() => connectionStatus(room).querySelector('button')!);
    await joined(room);
  });
});

describe('live-message', () => {
  it('fires once per comment, and only if the page asks for it', async () => {
    const messages: unknown[] = [];
    const room = await joinedRoom();
    room.addEventListener('live-message', ({detail}) => messages.push(detail.message));
    service.comment('unheard');
    room.messages = true;
    service.comment('heard');
    await room.say('mine');
    await eventually(() =>
      expect(messages).to.be.like([
        {type: 'comment', text: 'heard', own: false, from: {userId: 'bob', nick: 'Bob'}},
        {type: 'comment', text: 'mine', own: true, from: {userId: 'alice'}},
      ]),
    );
  });
});
