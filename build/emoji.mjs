/**
 * Writes the composer's emoji, by group, from emojibase-data (MIT). The package is too large to install with every
 * checkout: `npm install --no-save emojibase-data && node build/emoji.mjs`.
 */
import {readFileSync, writeFileSync} from 'node:fs';

/** The newest emoji version that devices of the last four years can show. */
const VERSION_MAX = 14;
/** The group of skin tones and hair styles, which are no emoji by themselves. */
const COMPONENTS = 2;

const read = (file) => JSON.parse(readFileSync(`node_modules/emojibase-data/${file}`, 'utf8'));
const {version} = read('package.json');
const chinese = new Map(read('zh/data.json').map(({hexcode, label}) => [hexcode, label]));
const groups = new Map();
for (const {emoji, hexcode, label, group, order, version} of read('en/data.json')) {
  if (group === undefined || group === COMPONENTS || version > VERSION_MAX) continue;
  const line = [emoji, label.toLowerCase(), chinese.get(hexcode) ?? ''].join('|');
  groups.set(group, [...(groups.get(group) ?? []), {order, line}]);
}
const lists = [...groups].sort(([one], [other]) => one - other).map(([, lines]) => lines);
const texts = lists.map((lines) =>
  lines
    .sort((one, other) => one.order - other.order)
    .map(({line}) => line)
    .join('\n'),
);
writeFileSync(
  'src/elements/composer/emoji-data.generated.ts',
  `/**
 * Emoji by group, one a line with its names in English and Chinese. Written by \`build/emoji.mjs\` from emojibase-data ${version},
 * MIT licence, copyright (c) 2017-2019 Miles Johnson.
 */
export const EMOJI: readonly string[] = [
${texts.map((text) => `  \`${text}\`,`).join('\n')}
];
`,
);
