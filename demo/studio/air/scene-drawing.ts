/** The scene's picture: a tea table by a window. */

/** The length of the scene in seconds. It ends as it begins, so that a recording of it can loop. */
export const SCENE_LENGTH_S = 12;
export const SCENE_SIZE = {width: 480, height: 640};

const TURN = 2 * Math.PI;

type Canvas = CanvasRenderingContext2D;

interface Hand {
  readonly x: number;
  readonly y: number;
  /** The direction: the share of a full turn. */
  readonly part: number;
  /** Distances from the centre. */
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly colour: string;
}

/** Draws a moment of the scene. */
export function drawScene(context: Canvas, seconds: number): void {
  const {width, height} = SCENE_SIZE;
  const turn = (seconds % SCENE_LENGTH_S) / SCENE_LENGTH_S;
  wall(context, width, height);
  view(context, turn);
  clock(context, seconds);
  lantern(context, turn);
  table(context, width, height);
  gaiwan(context, width / 2, 500, turn);
}

function wall(context: Canvas, width: number, height: number): void {
  fill(context, '#f1e4cd', () => context.rect(0, 0, width, height));
}

/** The window, the hills behind it, and a cloud that passes. */
function view(context: Canvas, turn: number): void {
  context.save();
  context.beginPath();
  windowFrame(context);
  context.clip();
  fill(context, '#cfe6ee', () => context.rect(50, 60, 240, 250));
  fill(context, '#ffd98a', () => context.arc(230, 120, 26, 0, TURN));
  for (const from of [0, 320]) cloud(context, 50 - 160 + ((turn * 320 + from) % 640) - 60, 130);
  for (const [colour, top, shift] of [
    ['#9cbfa6', 200, 0],
    ['#6f9f80', 235, 70],
    ['#4c7d5f', 270, 20],
  ] as const)
    hill(context, colour, top, shift);
  context.restore();
  stroke(context, '#7a4e2d', 10, () => windowFrame(context));
  stroke(context, '#7a4e2d', 5, () => {
    context.moveTo(170, 60);
    context.lineTo(170, 310);
  });
}

/** A rectangle with round corners: Chrome has `roundRect` from version 99 on. */
function windowFrame(context: Canvas): void {
  const [left, top, right, bottom, radius] = [50, 60, 290, 310, 12];
  context.moveTo(left + radius, top);
  context.arcTo(right, top, right, bottom, radius);
  context.arcTo(right, bottom, left, bottom, radius);
  context.arcTo(left, bottom, left, top, radius);
  context.arcTo(left, top, right, top, radius);
  context.closePath();
}

function cloud(context: Canvas, x: number, y: number): void {
  for (const [dx, dy, radius] of [
    [0, 0, 20],
    [24, -9, 25],
    [52, 0, 19],
  ] as const)
    fill(context, '#fdfdf8', () => context.arc(x + dx, y + dy, radius, 0, TURN));
}

function hill(context: Canvas, colour: string, top: number, shift: number): void {
  fill(context, colour, () => {
    context.moveTo(40, 320);
    for (let x = 40; x <= 300; x += 10) context.lineTo(x, top + 22 * Math.sin((x + shift) / 38));
    context.lineTo(300, 320);
  });
}

function clock(context: Canvas, seconds: number): void {
  const [x, y] = [385, 130];
  fill(context, '#fffaf0', () => context.arc(x, y, 54, 0, TURN));
  stroke(context, '#7a4e2d', 6, () => context.arc(x, y, 54, 0, TURN));
  for (let hour = 0; hour < 12; hour++)
    hand(context, {x, y, part: hour / 12, from: 43, to: 48, width: 3, colour: '#7a4e2d'});
  const part = (seconds % SCENE_LENGTH_S) / SCENE_LENGTH_S;
  hand(context, {x, y, part, from: 0, to: 40, width: 4, colour: '#b3392b'});
  fill(context, '#b3392b', () => context.arc(x, y, 5, 0, TURN));
  context.fillStyle = '#5a3a22';
  context.font = '600 20px system-ui, sans-serif';
  context.textAlign = 'center';
  const shown = Math.floor(seconds % SCENE_LENGTH_S);
  context.fillText(`0:${String(shown).padStart(2, '0')}`, x, y + 86);
}

function hand(context: Canvas, {x, y, part, from, to, width, colour}: Hand): void {
  const angle = part * TURN - TURN / 4;
  stroke(context, colour, width, () => {
    context.moveTo(x + from * Math.cos(angle), y + from * Math.sin(angle));
    context.lineTo(x + to * Math.cos(angle), y + to * Math.sin(angle));
  });
}

function lantern(context: Canvas, turn: number): void {
  context.save();
  context.translate(385, 240);
  context.rotate(0.1 * Math.sin(turn * TURN * 3));
  stroke(context, '#7a4e2d', 3, () => {
    context.moveTo(0, 0);
    context.lineTo(0, 40);
  });
  fill(context, '#d9472f', () => context.ellipse(0, 78, 38, 40, 0, 0, TURN));
  for (const radius of [13, 27]) stroke(context, '#b3392b', 2, () => context.ellipse(0, 78, radius, 40, 0, 0, TURN));
  fill(context, '#e3b04b', () => context.rect(-18, 34, 36, 8));
  fill(context, '#e3b04b', () => context.rect(-18, 114, 36, 8));
  context.restore();
}

function table(context: Canvas, width: number, height: number): void {
  fill(context, '#b67a45', () => context.rect(0, 540, width, height - 540));
  fill(context, '#9b6335', () => context.rect(0, 540, width, 12));
}

/** The covered bowl, and steam above it. */
function gaiwan(context: Canvas, x: number, y: number, turn: number): void {
  for (const [dx, shift] of [
    [-24, 0],
    [0, 0.33],
    [24, 0.66],
  ] as const)
    steam(context, x + dx, y - 96, turn, shift);
  fill(context, '#cfdcd0', () => context.ellipse(x, y + 62, 118, 17, 0, 0, TURN));
  fill(context, '#a9c7b4', () => {
    context.moveTo(x - 92, y - 28);
    context.bezierCurveTo(x - 84, y + 42, x - 44, y + 58, x, y + 58);
    context.bezierCurveTo(x + 44, y + 58, x + 84, y + 42, x + 92, y - 28);
  });
  fill(context, '#bb8733', () => context.ellipse(x, y - 28, 92, 17, 0, 0, TURN));
  stroke(context, '#8fb39d', 5, () => context.ellipse(x, y - 28, 92, 17, 0, 0, TURN));
  stroke(context, '#4c7d5f', 4, () => {
    context.moveTo(x - 30, y + 40);
    context.quadraticCurveTo(x, y + 22, x + 30, y + 4);
  });
  for (const [dx, dy] of [
    [-10, 24],
    [8, 30],
    [18, 4],
  ] as const)
    fill(context, '#4c7d5f', () => context.ellipse(x + dx, y + dy, 11, 5, -0.7, 0, TURN));
}

function steam(context: Canvas, x: number, y: number, turn: number, shift: number): void {
  const phase = (turn * 4 + shift) % 1;
  const rise = 70 * phase;
  stroke(context, `rgb(255 255 255 / ${0.7 * Math.sin(phase * Math.PI)})`, 6, () => {
    context.moveTo(x, y + 50 - rise);
    context.bezierCurveTo(x + 15, y + 30 - rise, x - 15, y + 10 - rise, x, y - 10 - rise);
  });
}

function fill(context: Canvas, style: string, shape: () => void): void {
  context.fillStyle = style;
  context.beginPath();
  shape();
  context.fill();
}

function stroke(context: Canvas, style: string, width: number, shape: () => void): void {
  Object.assign(context, {strokeStyle: style, lineWidth: width, lineCap: 'round'});
  context.beginPath();
  shape();
  context.stroke();
}
