/** The template of `docs/recipes/language.md`: every term in English, as code that a page can copy and translate. */
import {readFileSync} from 'node:fs';

export const LANGUAGE_PAGE = 'docs/recipes/language.md';

const BLOCK = /(<!-- Written by `npm run docs` from src\/locales\/en\.ts -->\n\n```js\n)[^]*?(```\n)/;

/** Writes the template of `src/locales/en.ts` into the page. */
export function withLanguageTemplate(page) {
  if (!BLOCK.test(page)) throw new Error(`${LANGUAGE_PAGE} has no block for the template`);
  return page.replace(BLOCK, (_block, start, end) => start + template() + end);
}

function template() {
  const source = readFileSync('src/locales/en.ts', 'utf8');
  const [, sentence] = /export const unsupportedBrowser = ('.*');/.exec(source);
  const [, terms] = /export const en: Locale = \{\n([^]*)\n\};\n/.exec(source);
  return `import {registerLocale} from 'live-room-elements';

/** English has two forms; \`Intl.PluralRules\` knows those of your language. */
const plural = (n = 0, one = '', other = '') => (n === 1 ? one : other);

registerLocale('it', {
${terms.replace(/\bunsupportedBrowser\b/, () => sentence)}
});
`;
}
