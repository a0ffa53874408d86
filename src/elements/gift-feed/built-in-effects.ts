import {createPicture} from '../base/dom.js';

/** SVG paths for a `viewBox` of 24 by 24. */
const HEART = 'M12 21C5 15.5 2 12 2 8.2A5.2 5.2 0 0 1 12 6a5.2 5.2 0 0 1 10 2.2C22 12 19 15.5 12 21z';
const ROCKET = 'M12 1c4 3 5.5 7 5 12l3 4v4l-5-2H9l-5 2v-4l3-4c-.5-5 1-9 5-12zM10 20h4l-2 4z';
const STAR = 'M12 2l3 7 7 .6-5.4 4.7 1.7 7.2-6.3-3.9-6.3 3.9 1.7-7.2L2 9.6 9 9z';

const HEART_COLORS = ['#ff5c8a', '#ff8fb1', '#ffd1dc', '#ff3d6e', '#ffb347'];
const SPARK_COLORS = ['#ffe08a', '#ff8fb1', '#8fd3ff', '#b8ff9f', '#ffffff', '#c9a0ff'];

/**
 * Plays an effect on a layer until it ends or the signal aborts. It animates only `transform` and `opacity`. It uses DOM calls, because
 * each node is animated on its own.
 */
type BuiltInEffect = (layer: HTMLElement, icon: string, signal: AbortSignal) => Promise<void>;

/** Hearts rise from below, swaying. */
const hearts: BuiltInEffect = (layer, _icon, signal) => {
  const {clientWidth: width, clientHeight: height} = layer;
  return animateAll(28, signal, (index) => {
    const size = randomBetween(22, 58);
    const x = randomBetween(0, width - size);
    const sway = randomBetween(20, 60) * alternatingSign(index);
    const node = appendPath(layer, HEART, size, pick(HEART_COLORS, index));
    const at = (dx: number, y: number, scale: number) => `translate(${x + dx}px, ${y}px) scale(${scale})`;
    return node.animate(
      [
        {transform: at(0, height, 0.4), opacity: 0},
        {transform: at(sway, height * 0.66, 1), opacity: 1, offset: 0.25},
        {transform: at(-sway, height * 0.33, 1.1), opacity: 1, offset: 0.7},
        {transform: at(sway / 2, -size, 0.9), opacity: 0},
      ],
      {duration: randomBetween(2_200, 3_400), delay: randomBetween(0, 1_200), fill: 'both'},
    );
  });
};

/** Five bursts of sparks, each in two rings. */
const fireworks: BuiltInEffect = (layer, _icon, signal) => {
  const {clientWidth: width, clientHeight: height} = layer;
  const reach = Math.min(width, height) * 0.42;
  return animateAll(5 * 20, signal, (index) => {
    const [burst, spark] = [Math.floor(index / 20), index % 20];
    const x = width * (0.2 + 0.6 * ((burst * 0.618) % 1));
    const y = height * (0.22 + 0.3 * ((burst * 0.382) % 1));
    const angle = (spark / 20) * 2 * Math.PI;
    const distance = reach * (spark % 2 ? randomBetween(0.5, 0.65) : randomBetween(0.85, 1));
    const [dx, dy] = [Math.cos(angle) * distance, Math.sin(angle) * distance];
    const node = appendDot(layer, randomBetween(8, 14), pick(SPARK_COLORS, burst + (spark % 2)));
    const at = (part: number, fall: number, scale: number) =>
      `translate(${x + dx * part}px, ${y + dy * part + fall}px) scale(${scale})`;
    return node.animate(
      [
        {transform: at(0, 0, 0.2), opacity: 0},
        {transform: at(0.06, 0, 1.4), opacity: 1, offset: 0.08},
        {transform: at(0.9, 8, 1), opacity: 1, offset: 0.6},
        {transform: at(1, 46, 0.3), opacity: 0},
      ],
      {duration: 1_700, delay: burst * 550, easing: 'cubic-bezier(0.15, 0.7, 0.4, 1)', fill: 'both'},
    );
  });
};

/** The gift's icon, or a rocket, takes off, and sparks fall behind it. */
const rocket: BuiltInEffect = (layer, icon, signal) => {
  const {clientWidth: width, clientHeight: height} = layer;
  const size = Math.min(140, width * 0.3);
  const x = (width - size) / 2;
  return animateAll(1 + 36, signal, (index) => {
    if (!index) {
      const node = icon
        ? appendSized(layer, createPicture(icon, ''), size)
        : appendPath(layer, ROCKET, size, '#ffffff');
      const at = (y: number, scale: number) => `translate(${x}px, ${y}px) scale(${scale})`;
      return node.animate(
        [
          {transform: at(height, 0.6), opacity: 1},
          {transform: at(height * 0.45, 1), opacity: 1, offset: 0.35, easing: 'linear'},
          {transform: at(height * 0.4, 1.15), opacity: 1, offset: 0.6, easing: 'ease-in'},
          {transform: at(-size * 1.4, 1.3), opacity: 1},
        ],
        {duration: 2_600, easing: 'ease-out', fill: 'both'},
      );
    }
    const from = height * (index < 18 ? randomBetween(0.5, 0.75) : randomBetween(0.1, 0.6));
    const start = x + size / 2 + randomBetween(-size / 5, size / 5);
    const at = (dx: number, dy: number, scale: number) => `translate(${start + dx}px, ${from + dy}px) scale(${scale})`;
    return appendDot(layer, randomBetween(8, 20), pick(['#ffe08a', '#ff9d4d', '#ff5c5c'], index)).animate(
      [
        {transform: at(0, 0, 1), opacity: 0},
        {transform: at(0, 10, 1.2), opacity: 0.9, offset: 0.15},
        {transform: at(randomBetween(-50, 50), randomBetween(90, 180), 0.2), opacity: 0},
      ],
      {
        duration: 1_000,
        delay: index < 18 ? 500 + index * 60 : 1_500 + (index - 18) * 45,
        easing: 'ease-out',
        fill: 'both',
      },
    );
  });
};

/** Many copies of the gift's icon fall from the top. */
const rain: BuiltInEffect = (layer, icon, signal) => {
  const {clientWidth: width, clientHeight: height} = layer;
  return animateAll(32, signal, (index) => {
    const size = randomBetween(26, 54);
    const x = randomBetween(0, width - size);
    const turn = randomBetween(90, 260) * alternatingSign(index);
    const node = icon
      ? appendSized(layer, createPicture(icon, ''), size)
      : appendPath(layer, STAR, size, pick(SPARK_COLORS, index));
    return node.animate(
      [
        {transform: `translate(${x}px, ${-size}px) rotate(0deg)`, opacity: 1},
        {transform: `translate(${x}px, ${height * 0.85}px) rotate(${turn * 0.85}deg)`, opacity: 1, offset: 0.85},
        {transform: `translate(${x}px, ${height}px) rotate(${turn}deg)`, opacity: 0},
      ],
      {duration: randomBetween(1_600, 2_600), delay: randomBetween(0, 1_800), easing: 'ease-in', fill: 'both'},
    );
  });
};

export const builtInEffects = {hearts, fireworks, rocket, rain};

async function animateAll(
  count: number,
  signal: AbortSignal,
  createAnimation: (index: number) => Animation,
): Promise<void> {
  const animations: Animation[] = [];
  for (let index = 0; index < count; index++) animations.push(createAnimation(index));
  signal.addEventListener('abort', () => animations.forEach((animation) => animation.cancel()), {once: true});
  await Promise.allSettled(animations.map(({finished}) => finished));
}

function appendPath(layer: HTMLElement, path: string, size: number, color: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  shape.setAttribute('d', path);
  shape.setAttribute('fill', color);
  svg.append(shape);
  return appendSized(layer, svg, size);
}

function appendDot(layer: HTMLElement, size: number, color: string): HTMLElement {
  const node = appendSized(layer, document.createElement('span'), size);
  node.style.borderRadius = '50%';
  node.style.background = color;
  return node;
}

function appendSized<E extends HTMLElement | SVGElement>(layer: HTMLElement, node: E, size: number): E {
  node.style.width = node.style.height = `${size}px`;
  layer.append(node);
  return node;
}

function randomBetween(low: number, high: number): number {
  return low + Math.random() * (high - low);
}

function alternatingSign(index: number): number {
  return index % 2 ? 1 : -1;
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length]!;
}
