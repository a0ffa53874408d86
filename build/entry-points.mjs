import {readdirSync} from 'node:fs';

/** Every element's tag: each has a folder of its name. */
export function tags() {
  return readdirSync('src/elements')
    .filter((name) => name !== 'shared')
    .sort();
}

/** The files behind the package's entry points, by their place in dist/. */
export function entryPoints() {
  const perTag = tags().flatMap((tag) => [`define/${tag}`, `elements/${tag}/${tag}`]);
  const all = ['index', 'define/all', 'session/session', 'protocol/protocol', ...perTag];
  return Object.fromEntries(all.map((name) => [name, `src/${name}.ts`]));
}
