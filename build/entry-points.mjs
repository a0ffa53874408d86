import {existsSync, readdirSync} from 'node:fs';

/** Each framework has its own entry point, which imports the framework from the page. */
export const FRAMEWORKS = ['react', 'vue', 'svelte', 'solid'];

/** The tags of all elements. Each element has a folder and a define entry with the name of its tag. */
export function tags() {
  return readdirSync('src/elements')
    .filter((name) => existsSync(`src/define/${name}.ts`))
    .sort();
}

/** The source files of the package's entry points, by their path in dist/. */
export function entryPoints() {
  const perTag = tags().flatMap((tag) => [`define/${tag}`, `elements/${tag}/${tag}`]);
  const all = [
    ...['index', 'define/all', 'define/lazy', 'define/react-server', 'session/session', 'protocol/protocol'],
    ...['cart/shopify', 'cart/woocommerce'],
    ...FRAMEWORKS.map((name) => `frameworks/${name}`),
    ...perTag,
  ];
  return Object.fromEntries(all.map((name) => [name, `src/${name}.ts`]));
}
