/**
 * The face codes of Tencent's own clients (`[TUIEmoji_Smile]` in a text) and the emoji that replaces each. Emoji are on
 * every device; Tencent's images may not be redistributed.
 */
const FACES =
  'Smile🙂Expect🤗Blink😉Guffaw😆KindSmile😊Haha😁Cheerful😄Speechless😓Amazed😮Sorrow😢Complacent😎Silly🤪Lustful😍' +
  'Giggle😋Kiss😘Wail😭TearsLaugh😂Trapped😴Mask😷Fear😨BareTeeth😬FlareUp😡Yawn🥱Tact😏Stareyes🤩ShutUp🤐Sigh😮‍💨Hehe🙃' +
  'Silent😑Surprised😲Askance🙄Ok👌Shit💩Monster👾Daemon😈Rage👿Fool🤡Pig🐷Cow🐮Ai🤖Skull💀Bombs💣Coffee☕Cake🎂Beer🍺' +
  'Flower🌹Watermelon🍉Rich🤑Heart❤️Moon🌙Sun☀️Star⭐RedPacket🧧Celebrate🎉Bless㊗️Fortune🀄Convinced🫡Prohibit🚫' +
  'Knife🔪Like👍';

const emoji = new Map([...FACES.matchAll(/([A-Za-z]+)([^A-Za-z]+)/g)].map(([, name, face]) => [name!, face!]));
emoji.set('666', '666').set('857', '857');

const TOKEN = /\[TUIEmoji_(\w+)\]/g;

/** Replaces Tencent's face codes with emoji. Unknown codes stay as they are. */
export function replaceFaceCodes(text: string): string {
  if (!text.includes('[TUIEmoji_')) return text;
  return text.replace(TOKEN, (token, name: string) => emoji.get(name) ?? token);
}

/** The emoji of all faces, in the order of Tencent's own clients. */
export function faces(): readonly string[] {
  return [...emoji.values()].filter((face) => !/^\d+$/.test(face));
}
