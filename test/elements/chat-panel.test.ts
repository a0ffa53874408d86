import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {ChatPanel} from '../../src/elements/chat-panel/chat-panel.ts';
import {hiddenContent} from '../../src/elements/message-list/hidden-content.ts';
import {LiveError} from '../../src/protocol/errors.ts';
import {type MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, part, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {atTestEnd} from '../support/browser/test-end.ts';
import {click, hover, keyboard} from '../support/browser/user-input.ts';
import {findAllPrivate, findPrivate} from '../support/browser/private-elements.ts';
import {openChat} from '../support/browser/chat-panel-harness.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

for (const [scheme, lang] of [
  ['light', 'en'],
  ['light', 'zh-CN'],
  ['dark', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  it(`axe finds no violation, ${scheme}, ${lang}`, async () => {
    document.documentElement.lang = lang;
    document.documentElement.style.colorScheme = scheme;
    document.body.style.background = scheme === 'dark' ? '#111' : '#fff';
    const {room, panel} = await openChat();
    service.comment('你好 hello');
    service.comment('from the host', {userId: 'host'});
    await room.say('mine');
    service.commentError = new LiveError('TOO_FAST', 'x');
    await room.say('refused').catch(() => undefined);
    await settled(room);
    await expect(panel).to.be.accessible();
    document.documentElement.style.colorScheme = '';
    document.body.style.background = '';
  });
}

describe('the list', () => {
  it('shows every comment as plain text', async () => {
    const harness = await openChat();
    const hostile = [
      '<img src=x onerror="window.hacked = 1">',
      '</span><script>window.hacked = 1</script>',
      'مرحبا بالعالم',
      '👩‍👩‍👧‍👦 𠮷野家 😀',
      '${1}{{2}}',
    ];
    for (const text of hostile) service.comment(text, {nick: '<b onclick=alert(1)>x'});
    await harness.shows(hostile);
    expect(harness.panel.shadowRoot!.querySelectorAll('img, script, b')).to.have.lengthOf(0);
    expect(parts(harness.panel, 'author')[0]!.textContent.trim()).to.equal('<b onclick=alert(1)>x');
    expect('hacked' in window).to.be.false;
  });

  it('names messages that are not text', async () => {
    const harness = await openChat();
    service.says({type: 'comment', kind: 'image', text: ''});
    await harness.shows(['[Picture]']);
  });

  it('links https addresses in a text and no others', async () => {
    const harness = await openChat();
    const texts = [
      'see https://shop.example/a?b=1&c=[2], and https://x.example/路径。',
      'http://x.example javascript:alert(1) https:// https://',
      '(https://y.example/z).',
    ];
    for (const text of texts) service.comment(text);
    await harness.shows(texts);
    const links = [...harness.panel.shadowRoot!.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal([
      'https://shop.example/a?b=1&c=[2]',
      'https://x.example/',
      'https://y.example/z',
    ]);
    for (const {rel, target} of links) {
      expect(target).to.equal('_blank');
      expect(rel.split(' ')).to.include.members(['noopener', 'noreferrer']);
    }
  });

  it('shows the time of a line on hover', async () => {
    const harness = await openChat();
    service.comment('hello');
    await harness.shows(['hello']);
    await hover(part(harness.panel, 'text'));
    await eventually(() => expect(part(harness.panel, 'message').title).to.match(/\d/));
  });

  it('hides filtered comments and restores them', async () => {
    const harness = await openChat();
    service.comment('a spoiler', {userId: 'amy'});
    service.comment('hello', {userId: 'bob'});
    service.comment('fine', {userId: 'amy'});
    await harness.shows(['a spoiler', 'hello', 'fine']);
    hiddenContent.change({words: ['SPOIL']});
    await harness.shows(['hello', 'fine']);
    hiddenContent.change({people: [{userId: 'bob', nick: 'Bob'}]});
    await harness.shows(['fine']);
    await harness.room.say('my spoiler');
    await harness.shows(['fine', 'my spoiler']);
    hiddenContent.change({words: [], people: []});
    await harness.shows(['a spoiler', 'hello', 'fine', 'my spoiler']);
  });

  it('keeps line breaks', async () => {
    const harness = await openChat();
    service.comment('one\ntwo');
    await harness.shows(['one\ntwo']);
    expect(part(harness.panel, 'text').getClientRects().length).to.be.greaterThan(1);
  });

  it('shows a message when it is empty', async () => {
    const harness = await openChat();
    expect(harness.panel.matches(':state(empty)')).to.be.true;
    service.comment('x');
    await harness.shows(['x']);
    expect(harness.panel.matches(':state(empty)')).to.be.false;
  });

  it('follows the newest line', async () => {
    const harness = await openChat();
    await harness.fill(60);
    await harness.atEnd();
  });

  it('stays at its end when a line grows before the scroll event', async () => {
    const harness = await openChat();
    await harness.fill(60);
    const {list, panel} = harness;
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(0));
    parts(panel, 'message').at(-1)!.style.paddingBlockEnd = '200px'; // Grows like a picture that has loaded.
    list.dispatchEvent(new Event('scroll'));
    await eventually(() => expect(list.scrollHeight - list.clientHeight - list.scrollTop).to.be.lessThan(2));
    expect(panel.matches(':state(following)')).to.be.true;
  });

  it('keeps the reader’s place, counts new lines, and scrolls back to the end', async () => {
    const harness = await openChat();
    await harness.fill(60);
    await harness.atEnd();
    const {list, panel} = harness;
    list.scrollTop = 0;
    const latest = part(panel, 'latest');
    await eventually(() => expect(isShown(latest)).to.be.true);
    for (let i = 0; i < 5; i++) service.comment('new');
    await eventually(() => expect(latest.textContent.trim()).to.equal('5 new'));
    expect(list.scrollTop).to.equal(0);
    expect(panel.matches(':state(following)')).to.be.false;
    await click(latest);
    await eventually(() => expect(list.scrollTop).to.be.greaterThan(0));
    await eventually(() => expect(isShown(latest)).to.be.false);
  });

  it('scrolls by keyboard', async () => {
    const harness = await openChat();
    await harness.fill(60);
    await harness.atEnd();
    harness.list.focus();
    const end = harness.list.scrollTop;
    await keyboard('{Home}');
    await eventually(() => expect(harness.list.scrollTop).to.be.lessThan(end));
  });

  it('marks the host and the viewer by their user ids', async () => {
    const harness = await openChat();
    await eventually(() => expect(harness.room.session.state.room.host).not.to.be.undefined);
    service.comment('I am host', {userId: 'host', nick: 'Mei'});
    service.comment('I am host too', {userId: 'mallory', nick: 'Mei', badges: ['host']});
    await harness.room.say('me');
    await eventually(() =>
      expect(parts(harness.panel, 'badge').map(({textContent}) => textContent)).to.deep.equal(['Host', 'You']),
    );
  });

  it('notifies the page of the viewer that was selected', async () => {
    const harness = await openChat();
    service.comment('x', {userId: 'bob', nick: 'Bob'});
    await harness.shows(['x']);
    const chosen = new Promise((resolve) =>
      document.addEventListener('live-user-select', (event) => resolve(event.detail), {once: true}),
    );
    await click(() => part(harness.panel, 'author'));
    expect(await chosen).to.deep.equal({user: {userId: 'bob', nick: 'Bob', avatar: ''}});
  });

  it('announces one line, then one summary, never fifty sentences', async () => {
    const harness = await openChat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    for (let i = 0; i < 50; i++) service.comment(`line ${i}`);
    await eventually(() => expect(sentences).to.deep.equal(['Bob: line 0', '49 new messages']));
    observer.disconnect();
  });

  it('announces each of two equal lines', async () => {
    const harness = await openChat();
    const aloud = harness.panel.shadowRoot!.querySelector('[aria-live=polite]')!;
    const sentences: string[] = [];
    const observer = new MutationObserver(() => sentences.push(aloud.textContent));
    observer.observe(aloud, {childList: true, characterData: true, subtree: true});
    service.comment('hi');
    await eventually(() => expect(sentences).to.deep.equal(['Bob: hi']));
    service.comment('hi');
    await eventually(() => expect(sentences).to.deep.equal(['Bob: hi', 'Bob: hi']));
    observer.disconnect();
  });

  it('keeps the visible lines in place while lines arrive above and between', async () => {
    const harness = await openChat();
    for (let i = 0; i < 300; i++) service.nextSeq();
    await harness.fill(60);
    await harness.atEnd();
    harness.list.scrollTop = 300;
    await eventually(() => expect(harness.panel.matches(':state(following)')).to.be.false);
    const read = harness.lines.find((text) => harness.place(text) > harness.list.getBoundingClientRect().top)!;
    const place = harness.place(read);
    const from = {userId: 'bob', nick: 'Bob', avatar: '', level: 0, badges: []};
    const late = Array.from({length: 30}, (_, index) => ({
      id: `late-${index}`,
      seq: index < 20 ? index + 1 : 301,
      time: 1,
      from,
      own: false,
      content: {type: 'comment', kind: 'text', text: `late ${index}`} as const,
    }));
    service.sinks((sink) => sink.messages(late));
    await eventually(() => expect(harness.lines[0]).to.equal('late 0'));
    await eventually(() => expect(Math.abs(harness.place(read) - place)).to.be.lessThan(1));
  });

  it('shows joins in one notice, counts them, and removes it', async () => {
    const harness = await openChat();
    service.comment('hi');
    await harness.shows(['hi']);
    const clock = sinon.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    atTestEnd(() => void clock.restore());
    const notice = findPrivate(harness.panel, 'joinNotice')!;
    const come = async (userId: string, nick = '') => {
      service.says({type: 'join'}, {userId, nick});
      await clock.tickAsync(50);
    };
    expect(notice.hidden).to.be.true;
    const from = {userId: 'alice', nick: 'Alice', avatar: '', level: 0, badges: []};
    service.sinks((sink) => sink.messages([{id: 'j', seq: 0, time: 1, from, own: true, content: {type: 'join'}}]));
    await clock.tickAsync(50);
    expect(notice.hidden).to.be.true;
    await come('ann', '<b>Ann</b>');
    expect(notice.textContent).to.equal('<b>Ann</b> joined');
    await come('ben');
    expect(notice.textContent).to.equal('ben and one other joined');
    await come('ann', 'Ann');
    expect(notice.textContent).to.equal('Ann and one other joined');
    for (let i = 0; i < 40; i++) service.says({type: 'join'}, {userId: `u-${i}`, nick: ''});
    await clock.tickAsync(50);
    expect(notice.textContent).to.equal('u-39 and 41 others joined');
    expect(harness.lines).to.deep.equal(['hi']);
    await clock.tickAsync(5_000);
    expect(notice.hidden).to.be.true;
    document.documentElement.lang = 'zh-CN';
    hiddenContent.change({people: [{userId: 'cat', nick: 'Cat'}]});
    atTestEnd(() => hiddenContent.change({people: []}));
    await come('cat', 'Cat');
    expect(notice.hidden).to.be.true;
    await come('dan', 'Dan');
    expect(notice.textContent).to.equal('Dan 来了');
    harness.panel.remove();
    expect(notice.hidden).to.be.true;
  });

  it('shows the number of dropped lines once', async () => {
    const harness = await openChat();
    service.comment('before');
    await harness.shows(['before']);
    const comment = {type: 'comment', kind: 'text', text: 'x'} as const;
    service.saysAll(Array.from({length: 212}, () => comment));
    const gaps = () => findAllPrivate(harness.panel, 'droppedMarker').map(({textContent}) => textContent.trim());
    await eventually(() => expect(gaps()).to.deep.equal(['12 messages were skipped']));
    await eventually(() => expect(harness.lines).to.have.lengthOf(200));
    document.documentElement.lang = 'zh-CN';
    await eventually(() => expect(gaps()).to.deep.equal(['已略过 12 条消息']));
  });
});

describe('without a room', () => {
  it('shows that it is idle', async () => {
    const panel = put<ChatPanel>('<chat-panel></chat-panel>');
    await settled(panel);
    expect((part(panel, 'input') as HTMLTextAreaElement).readOnly).to.be.true;
    expect(panel.shadowRoot!.textContent).to.include('The room is not open yet.');
    await expect(panel).to.be.accessible();
  });
});
