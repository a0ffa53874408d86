import {expect} from '@open-wc/testing';
import type {DanmakuLayer} from '../../src/elements/danmaku-layer/danmaku-layer.ts';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import {MemoryBackend} from '../support/session/memory-backend.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {hugePicture, PICTURE} from '../support/browser/pictures.ts';
import {fresh, isShown, joinedRoom, part, parts, put, servedRoom} from '../support/browser/room-fixture.ts';
import {eventually, until} from '../support/eventually.ts';
import '../support/browser/chai-like.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';
import {
  BOX,
  layer,
  lines,
  texts,
  lineOf,
  actions,
  frame,
  shows,
  lift,
  pictureOf,
  overlaps,
  stop,
} from '../support/browser/danmaku-layer-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

afterEach(() => {
  document.documentElement.dir = '';
});

describe('in a room', () => {
  async function inRoom(): Promise<DanmakuLayer> {
    const room = await joinedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    return room.querySelector('danmaku-layer')!;
  }

  it('comments are shown as danmaku, with their styles', async () => {
    const shown = await inRoom();
    service.comment('hello\nroom');
    service.says({type: 'danmaku', text: 'styled', mode: 'top', color: '#00ff00'});
    await shows(shown, 2);
    expect(texts(shown).sort()).to.deep.equal(['hello room', 'styled']);
    const styled = lines(shown).find(({textContent}) => textContent === 'styled')!;
    expect(getComputedStyle(styled).color).to.equal('rgb(0, 255, 0)');
  });

  it('a recalled line disappears, also while it is held', async () => {
    const shown = await inRoom();
    service.comment('stays');
    service.comment('goes');
    service.comment('is lifted');
    await shows(shown, 3);
    lines(shown)
      .find(({textContent}) => textContent === 'is lifted')!
      .click();
    expect(isShown(part(shown, 'lifted'))).to.be.true;
    service.sinks((sink) => sink.deleted([2, 3]));
    await eventually(() => expect(texts(shown)).to.deep.equal(['stays']));
    expect(isShown(part(shown, 'lifted'))).to.be.false;
  });

  it('voice messages, videos and pictures without an address do not fly', async () => {
    const shown = await inRoom();
    service.says({type: 'comment', kind: 'image', text: ''});
    service.says({type: 'comment', kind: 'sound', text: '', media: {kind: 'sound', url: PICTURE, seconds: 3}});
    service.comment('text');
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['text']);
  });

  it('a picture has a box of its shape while it flies, and is larger while it is held', async () => {
    const shown = await inRoom();
    service.says(pictureOf({width: 1_280, height: 800}), {level: 12});
    service.says(pictureOf({width: 9_000, height: 1}));
    service.says(pictureOf({width: 0, height: 0}));
    await shows(shown, 3);
    await stop(shown);
    const flying = () => lines(shown).map((line) => findPrivate(line, 'linePicture')!.getBoundingClientRect());
    const shapes = () => flying().map(({width, height}) => Math.round((10 * width) / height) / 10);
    const before = shapes();
    expect([...before].sort()).to.deep.equal([1, 1.6, 3]);
    expect(Math.max(...flying().map(({height}) => height))).to.be.at.most(30);
    await eventually(() => expect(lines(shown).every((line) => line.querySelector('img')?.naturalWidth)).to.be.true);
    expect(shapes()).to.deep.equal(before);
    expect(overlaps(shown)).to.deep.equal([]);
    lines(shown)
      .find(({dataset}) => dataset.badge)!
      .click();
    const lifted = part(shown, 'lifted');
    await eventually(() => expect(lifted.querySelector('img')!.naturalWidth).to.be.greaterThan(0));
    expect(lifted.querySelector('img')!.getBoundingClientRect().height).to.be.greaterThan(80);
    const {bottom} = shown.getBoundingClientRect();
    expect(findPrivate(shown, 'heldLine')!.getBoundingClientRect().bottom).to.be.at.most(bottom);
    await expect(shown).to.be.accessible();
  });

  it('pictures are not merged when equal lines are', async () => {
    const shown = layer('merge');
    for (let i = 0; i < 3; i++) shown.show({picture: {url: PICTURE}});
    await shows(shown, 3);
    expect(lines(shown).filter((line) => findPrivate(line, 'linePicture'))).to.have.lengthOf(3);
  });

  it('a picture that does not load or has too many pixels leaves its space empty', async () => {
    const shown = await inRoom();
    const images: HTMLImageElement[] = [];
    const watch = new MutationObserver((records) => {
      for (const {addedNodes} of records)
        for (const node of addedNodes) if (node instanceof HTMLImageElement) images.push(node);
    });
    watch.observe(shown.shadowRoot!, {childList: true, subtree: true});
    atTestEnd(() => watch.disconnect());
    service.says(pictureOf({thumb: `${PICTURE}.none`}));
    service.says(pictureOf({thumb: hugePicture()}));
    await shows(shown, 2);
    await eventually(() => expect(images.filter(({isConnected}) => !isConnected)).to.have.lengthOf(2));
    expect(images.map(({style}) => style.visibility)).to.deep.equal(['hidden', 'hidden']); // The pictures are never shown.
    expect(lines(shown).map((line) => findPrivate(line, 'linePicture')!.childElementCount)).to.deep.equal([0, 0]);
  });

  it('the page’s own lines may have a picture, and a line is reused without it', async () => {
    const shown = layer();
    expect(shown.show({text: 'look', picture: {url: PICTURE, width: 16, height: 10}})).to.be.true;
    expect(shown.show({picture: {url: ''}})).to.be.false;
    const [line] = await shows(shown);
    expect(line!.textContent).to.equal('look');
    expect(findPrivate(line!, 'linePicture')).not.to.be.null;
    shown.clear();
    shown.show({text: 'plain'});
    const [next] = await shows(shown);
    expect(findPrivate(next!, 'linePicture')).to.be.null;
  });

  it('the viewer’s own comment is shown with a mark when it is accepted', async () => {
    const shown = await inRoom();
    await (shown.closest('live-room') as unknown as {say(text: string): Promise<void>}).say('mine');
    await shows(shown);
    expect(part(shown, 'line-own').textContent).to.equal('mine');
  });

  it('marks the host, operators and viewers from a level on; the page can style the mark', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['op'];
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`, '', backend);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('welcome', {userId: backend.room.host.userId});
    service.comment('behave', {userId: 'op'});
    service.comment('new here', {level: 4});
    service.comment('old hand', {level: 12});
    await shows(shown, 4);
    const marks = Object.fromEntries(lines(shown).map((line) => [line.textContent, line.dataset.badge]));
    expect(marks).to.deep.equal({welcome: 'Host', behave: 'Staff', 'new here': undefined, 'old hand': 'Lv.12'});
    const old = lines(shown).find(({textContent}) => textContent === 'old hand')!;
    expect(old.childNodes).to.have.lengthOf(1);
    expect(getComputedStyle(old, '::before').content).to.be.oneOf(['"Lv.12"', 'attr(data-badge)']); // Firefox names the source.
  });

  it('a gift is shown when it starts a combo, and not with every tap of it', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    const gift = {
      type: 'gift',
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      value: 1,
      giver: {userId: 'g', nick: 'Gus', avatar: '', level: 3},
    } as const;
    service.announce({...gift, orderId: 'o1', count: 3, comboId: 'c', comboTotal: 3});
    service.announce({...gift, orderId: 'o2', count: 5, comboId: 'c', comboTotal: 8});
    service.announce({...gift, orderId: 'o3', count: 1});
    await shows(shown, 2);
    expect(
      parts(shown, 'line-gift')
        .map(({textContent}) => textContent)
        .sort(),
    ).to.deep.equal(['Gus gave 1 × Rose', 'Gus gave 3 × Rose']);
  });

  it('a sender can be hidden from the held line', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    service.comment('and again', {userId: 'carol', nick: 'Carol'});
    service.comment('another', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 3);
    await stop(shown);
    const hide = (await lift(shown, 'hello')).find(({ariaLabel}) => ariaLabel === 'Hide Carol')!;
    await expect(shown).to.be.accessible();
    hide.focus();
    await keyboard('{Enter}');
    await eventually(() => expect(texts(shown)).to.deep.equal(['another']));
    service.comment('unseen', {userId: 'carol', nick: 'Carol'});
    service.comment('seen', {userId: 'dave', nick: 'Dave'});
    await eventually(() => expect(texts(shown)).to.deep.equal(['another', 'seen']));
    localStorage.removeItem('live-room:hidden');
    dispatchEvent(new StorageEvent('storage', {key: 'live-room:hidden'}));
  });

  it('the viewer’s own lines and lines of the page have no actions; the sender of a gift’s line can only be hidden', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer><chat-panel></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    shown.show({text: 'page'});
    await room.session.say('mine');
    service.announce({
      type: 'gift',
      orderId: 'o1',
      giftId: 'rose',
      name: 'Rose',
      icon: '',
      value: 1,
      count: 1,
      giver: {userId: 'g', nick: 'Gus', avatar: '', level: 3},
    });
    await shows(shown, 3);
    await stop(shown);
    expect((await lift(shown, 'Gus gave 1 × Rose')).map(({textContent}) => textContent)).to.deep.equal(['Hide']);
    for (const text of ['page', 'mine']) {
      lineOf(shown, text).click();
      expect(part(shown, 'lifted').textContent).to.equal(text);
      await frame(); // The actions are loaded already, for the line of the gift.
      expect(actions(shown)).to.deep.equal([]);
    }
  });

  it('a reply to a line opens the room’s chat at any place of the page', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    room.id = 'the-room';
    const panel = put<ChatPanel>('<chat-panel room="the-room"></chat-panel>');
    const shown = room.querySelector('danmaku-layer')!;
    await until(() => findPrivate(panel, 'replyTarget'));
    service.comment('in blue?', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    // The list has dropped the comment by now. The reply quotes it anyway.
    for (let i = 0; i < 200; i++) service.comment(`crowd ${i}`);
    const labels = (await lift(shown, 'in blue?')).map(({textContent}) => textContent);
    expect(labels).to.deep.equal(['Answer', 'Hide', 'Report']);
    actions(shown)[0]!.click();
    expect(isShown(part(shown, 'lifted'))).to.be.false;
    const input = part(panel, 'input');
    expect(panel.shadowRoot!.activeElement).to.equal(input);
    expect(findPrivate(panel, 'replyTarget')!.textContent).to.include('Carol: in blue?');
    await keyboard('yes{Enter}');
    await eventually(() => expect(service.sentTexts).to.deep.equal(['yes']));
    const line = room.session.state.comments.list.find(({own}) => own)!;
    expect(line.reply).to.deep.equal({seq: 1, userId: 'carol', nick: 'Carol', text: 'in blue?'});
  });

  it('a line has no reply action without a composer', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer><chat-panel readonly></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    expect((await lift(shown, 'hello')).map(({textContent}) => textContent)).to.deep.equal(['Hide', 'Report']);
  });

  it('a line can be reported to the moderators', async () => {
    const {room, backend} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('buy my coins', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'buy my coins')).at(-1)!.click();
    const form = await until(() => shown.shadowRoot!.querySelector<HTMLFormElement>('dialog[open] form'));
    await expect(shown).to.be.accessible();
    form.querySelector('select')!.value = 'Fraud';
    form.requestSubmit();
    await eventually(() => expect(backend.reports).to.deep.equal([{seq: 1, reason: 'Fraud'}]));
    await keyboard('{Escape}');
    expect(shown.shadowRoot!.querySelector('dialog')).to.be.null;
  });

  it('a card closes with the layer, and a new card replaces it', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    const cards = () => shown.shadowRoot!.querySelectorAll('dialog').length;
    service.comment('one', {userId: 'carol', nick: 'Carol'});
    service.comment('two', {userId: 'dave', nick: 'Dave'});
    await shows(shown, 2);
    await stop(shown);
    (await lift(shown, 'one')).at(-1)!.click();
    (await lift(shown, 'two')).at(-1)!.click();
    await eventually(() => expect(shown.shadowRoot!.querySelector('dialog')?.ariaLabel).to.equal('About Dave'));
    expect(cards()).to.equal(1);
    const sheets = shown.shadowRoot!.adoptedStyleSheets.length;
    shown.remove();
    expect(cards()).to.equal(0);
    expect(shown.shadowRoot!.adoptedStyleSheets.length).to.equal(sheets - 1);
  });

  it('the focus moves to the pause button when the held line’s actions disappear', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    await stop(shown);
    const pause = findPrivate(shown, 'pauseButton');
    (await lift(shown, 'hello'))[0]!.focus();
    await keyboard('{Escape}');
    expect(isShown(part(shown, 'lifted'))).to.be.false;
    expect(shown.shadowRoot!.activeElement).to.equal(pause);
    const report = (await lift(shown, 'hello')).at(-1)!;
    report.focus();
    await keyboard('{Enter}');
    await until(() => shown.shadowRoot!.querySelector('dialog[open]'));
    await keyboard('{Escape}');
    expect(shown.shadowRoot!.activeElement).to.equal(pause);
  });

  it('a moderator can act on a line', async () => {
    const backend = new MemoryBackend();
    backend.room.operators = ['alice'];
    const {room} = await servedRoom(`<danmaku-layer ${BOX}></danmaku-layer>`, '', backend);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('rude', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    (await lift(shown, 'rude')).at(-1)!.click();
    const dialog = await until(() => shown.shadowRoot!.querySelector('dialog[open]'));
    const labels = findAllPrivate(dialog, 'moderationButton').map(({textContent}) => textContent);
    expect(labels).to.deep.equal(['Delete the comment', 'Mute for 10 minutes', 'Put out for a day']);
  });

  it('the page’s actions replace the built-in ones', async () => {
    const {room} = await servedRoom(`<danmaku-layer ${BOX}><button slot="actions">Thank</button></danmaku-layer>`);
    const shown = room.querySelector('danmaku-layer')!;
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    await shows(shown);
    lineOf(shown, 'hello').click();
    expect(shown.querySelector('button')!.checkVisibility()).to.be.true;
    await eventually(() => expect(actions(shown)).not.to.deep.equal([]));
    expect(actions(shown).filter((action) => action.checkVisibility())).to.deep.equal([]);
  });

  it('the layer reports dropped lines to the room, and the chat shows their number for a while', async () => {
    const room = await joinedRoom(`<danmaku-layer ${BOX} lanes="2"></danmaku-layer><chat-panel></chat-panel>`);
    const shown = room.querySelector('danmaku-layer')!;
    const busy = findPrivate(room.querySelector('chat-panel')!, 'droppedNotice')!;
    expect(busy.hidden).to.be.true;
    service.comment('first');
    await shows(shown);
    for (let i = 0; i < 40; i++) service.comment(`crowd ${i}`);
    await eventually(() => {
      expect(busy.hidden).to.be.false;
      const {danmakuDropped} = room.session.state.comments;
      expect(danmakuDropped).to.be.greaterThan(30);
      expect(danmakuDropped).to.be.at.most(40);
      expect(busy.textContent).to.equal(`${danmakuDropped} comments were too many to fly`);
    });
    await eventually(() => expect(busy.hidden).to.be.true);
  });

  it('selecting a line fires an event with its sender', async () => {
    const shown = await inRoom();
    service.comment('hello', {userId: 'carol', nick: 'Carol'});
    const [line] = await shows(shown);
    const selected = new Promise<{id: string; from: unknown}>((resolve) =>
      shown.addEventListener('live-danmaku-select', ({detail}) => resolve(detail), {once: true}),
    );
    line!.click();
    expect(await selected).to.be.like({id: 'm-1', from: {userId: 'carol', nick: 'Carol'}});
  });

  it('a removed layer shows no more lines', async () => {
    const shown = await inRoom();
    const room = shown.closest('live-room')!;
    shown.remove();
    service.comment('unheard');
    room.append(shown);
    service.comment('heard');
    await shows(shown);
    expect(texts(shown)).to.deep.equal(['heard']);
  });
});
