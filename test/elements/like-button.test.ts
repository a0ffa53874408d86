import {expect} from '@open-wc/testing';
import sinon from 'sinon';
import type {LikeButton} from '../../src/elements/like-button/like-button.ts';
import type {LiveRoom} from '../../src/elements/live-room/live-room.ts';
import type {MemoryService} from '../support/session/memory-service.ts';
import {fresh, isShown, joinedRoom, part, parts, put, settled} from '../support/browser/room-fixture.ts';
import {eventually} from '../support/eventually.ts';
import {keyboard} from '../support/browser/user-input.ts';

let service: MemoryService;
beforeEach(() => {
  service = fresh();
});

/** Likes as a viewer does. */
class LikeHarness {
  readonly element: LikeButton;

  constructor(readonly room: LiveRoom) {
    this.element = room.querySelector('like-button')!;
  }

  get button(): HTMLButtonElement {
    return part(this.element, 'button') as HTMLButtonElement;
  }

  get total(): string {
    return part(this.element, 'total').textContent;
  }

  get name(): string {
    return this.button.ariaLabel!;
  }

  get hearts(): HTMLElement[] {
    return parts(this.element, 'burst');
  }

  async tap(times = 1): Promise<void> {
    for (let i = 0; i < times; i++) this.button.click();
    await eventually(() =>
      expect(this.room.session.state.likes.unsent + this.room.session.state.likes.total).to.be.greaterThan(0),
    );
    await settled(this.room);
  }

  async shows(total: string): Promise<void> {
    await eventually(() => expect(this.total).to.equal(total));
  }
}

async function button(attributes = ''): Promise<LikeHarness> {
  return new LikeHarness(await joinedRoom(`<like-button style="margin: 12rem" ${attributes}></like-button>`));
}

const others = (count: number) => service.says({type: 'like', count});

for (const scheme of ['light', 'dark'] as const) {
  it(`axe finds no violation, ${scheme}`, async () => {
    document.documentElement.style.colorScheme = scheme;
    const like = await button();
    await like.tap(3);
    await expect(like.room).to.be.accessible();
    document.documentElement.style.colorScheme = '';
  });
}

it("adds taps at once to everybody's total, in text and in its accessible name", async () => {
  const like = await button();
  expect([like.total, like.name]).to.deep.equal(['0', 'Like, 0 likes']);
  others(11);
  await like.shows('11');
  await like.tap();
  await like.shows('12');
  expect(like.name).to.equal('Like, 12 likes');
  others(1_234);
  await like.shows('1.2K');
  expect(like.name).to.equal('Like, 1.2K likes');
});

it('takes the focus and taps of a keyboard, at any speed', async () => {
  const like = await button();
  await keyboard('{Tab}');
  expect(like.element.shadowRoot!.activeElement).to.equal(like.button);
  await keyboard('{Enter}{Enter} {Enter}');
  await like.shows('4');
});

it('fires an event before each like, and the page can cancel it', async () => {
  const like = await button();
  const counts: number[] = [];
  const refuse = (event: HTMLElementEventMap['live-like']) => {
    counts.push(event.detail.count);
    if (counts.length > 1) event.preventDefault();
  };
  document.addEventListener('live-like', refuse);
  await like.element.like(5);
  await like.element.like();
  document.removeEventListener('live-like', refuse);
  expect(counts).to.deep.equal([5, 1]);
  await like.shows('5');
});

it('without a room it does nothing, stays in the tab order, and shows the reason', async () => {
  const element = put<LikeButton>('<like-button room="nowhere"></like-button>');
  await settled(element);
  const native = part(element, 'button') as HTMLButtonElement;
  expect([native.ariaDisabled, native.disabled]).to.deep.equal(['true', false]);
  expect(native.ariaLabel).to.equal('Like, 0 likes. The room is not open yet.');
  expect(element.matches(':state(idle)')).to.be.true;
  native.click();
  await settled(element);
  expect(parts(element, 'burst')).to.deep.equal([]);
});

it('the page can hide the total and set its own icon', async () => {
  const like = new LikeHarness(await joinedRoom('<like-button without-total><b slot="icon">👍</b></like-button>'));
  expect(isShown(part(like.element, 'total'))).to.be.false;
  expect(isShown(like.element.querySelector('b')!)).to.be.true;
  expect(like.name).to.equal('Like, 0 likes');
});

it('signs a guest in once during fast taps, and then counts them all', async () => {
  const room = put<LiveRoom>('<live-room guest sdk-app-id="1" room-id="r1"><like-button></like-button></live-room>');
  await eventually(() => expect(room.session.status).to.equal('joined'));
  const like = new LikeHarness(room);
  await settled(room);
  const actions: string[] = [];
  room.addEventListener('live-login-needed', ({detail}) => actions.push(detail.action));
  const signIn = sinon.stub(room.session, 'signIn').callsFake(() => new Promise(() => undefined));
  for (let i = 0; i < 3; i++) like.button.click();
  await settled(room);
  expect(actions).to.deep.equal(['like']);
  expect(signIn).to.have.been.calledOnce;
});

it('fires live-error for a guest who cannot be signed in', async () => {
  const room = put<LiveRoom>('<live-room guest sdk-app-id="1" room-id="r1"><like-button></like-button></live-room>');
  await eventually(() => expect(room.session.status).to.equal('joined'));
  const like = new LikeHarness(room);
  await settled(room);
  const codes: string[] = [];
  room.addEventListener('live-error', ({detail}) => codes.push(detail.error.code));
  like.button.click();
  await eventually(() => expect(codes).to.deep.equal(['LOGIN_NEEDED']));
});

describe('hearts', () => {
  /** The button after its first tap: the hearts' script is loaded, and the first heart has finished. */
  async function tappedButton(): Promise<LikeHarness> {
    const like = await button();
    await like.tap();
    await eventually(() => expect(like.hearts).to.have.lengthOf(1));
    for (const heart of like.hearts) heart.getAnimations().forEach((flight) => flight.finish());
    await eventually(() => expect(like.hearts).to.deep.equal([]));
    return like;
  }

  it("fly at once for the viewer's taps and animate only transform and opacity", async () => {
    const like = await button();
    await like.tap();
    await eventually(() => expect(like.hearts).to.have.lengthOf(1));
    const [flight] = like.hearts[0]!.getAnimations();
    const moved = (flight!.effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame));
    const own = ['offset', 'computedOffset', 'easing', 'composite'];
    expect(new Set(moved.filter((name) => !own.includes(name)))).to.deep.equal(new Set(['transform', 'opacity']));
  });

  it('are limited during many taps and are removed after their flight', async () => {
    const like = await button();
    await like.tap(200);
    await eventually(() => expect(like.hearts.length).to.be.greaterThan(0));
    expect(like.hearts.length).to.be.at.most(24);
    for (const heart of like.hearts) heart.getAnimations().forEach((flight) => flight.finish());
    await eventually(() => expect(like.hearts).to.deep.equal([]));
    await like.tap();
    expect(like.hearts).to.have.lengthOf(1);
  });

  it('fly for others a few per second, and not for late likes', async () => {
    const like = await button();
    others(1_000);
    await eventually(() => expect(like.hearts.length).to.be.greaterThan(2));
    expect(like.hearts.length).to.be.at.most(12);
  });

  it('do not appear in a hidden tab', async () => {
    const like = await tappedButton();
    const hidden = sinon.stub(document, 'hidden').get(() => true);
    others(3);
    await like.tap();
    expect(like.hearts).to.deep.equal([]);
    hidden.restore();
  });

  it('do not appear off screen', async () => {
    const like = await tappedButton();
    like.element.style.marginTop = '500vh';
    await new Promise<void>((resolve) => {
      const observer = new IntersectionObserver(([entry]) => {
        if (entry!.isIntersecting) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(like.element);
    });
    await new Promise(requestAnimationFrame); // The order of observer callbacks is not defined.
    await like.tap();
    expect(like.hearts).to.deep.equal([]);
  });

  it('do not appear with reduced motion', async () => {
    sinon.stub(window, 'matchMedia').returns({matches: true} as MediaQueryList);
    const like = await button();
    await like.tap();
    await import('../../src/elements/like-button/heart-burst.ts');
    // The hearts' script observes the button; browsers notify it after a frame.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    sinon.restore();
    expect(like.hearts).to.deep.equal([]);
  });
});
