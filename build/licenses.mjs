import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {carried, dataTexts} from './licenses-kept.mjs';

/** Folders of the packages in a bundle, and `name version` of the packages from which our data is made. */
const folders = new Set();
const sources = new Set();

/**
 * Records the packages of the modules in a bundle.
 *
 * @param {Iterable<string>} modules Paths, absolute or relative to the checkout.
 */
export function noteModules(modules) {
  for (const module of modules) {
    const path = module.replace(/^[\0]+|\?.*$/g, '').replaceAll('\\', '/');
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    if (folder) folders.add(folder);
    else if (existsSync(path)) noteData(readFileSync(path, 'utf8'));
  }
}

/** Records the package from which a data file is made. The file's first lines name it. */
function noteData(text) {
  const [, name, version] = /Written by `build\/[^`]+` from (\S+) (\d+\.\d+\.\d+)/.exec(text) ?? [];
  if (name) sources.add(`${name} ${version}`);
}

/** @returns {import('rollup').Plugin} Records all modules that Rollup has read, including those that only re-export. */
export function noteBundle() {
  return {
    name: 'note-bundle',
    generateBundle() {
      noteModules(this.getModuleIds());
    },
  };
}

/** Writes the licences of all recorded packages, of the libraries inside them, and of the sources of our data. */
export function writeLicenses(file) {
  const packages = [...folders].map((folder) => {
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
    return {name: manifest.name, title: `${manifest.name} ${manifest.version}`, text: textOf(folder, manifest)};
  });
  const inside = packages.flatMap(({name}) =>
    (carried[name] ?? []).map(({name: inner, text}) => ({title: `${inner}, carried by ${name}`, text})),
  );
  const data = [...sources].map((title) => {
    const text = dataTexts[title.split(' ')[0]];
    if (!text) throw new Error(`add the licence of ${title} to build/licenses-kept.mjs`);
    return {title, text};
  });
  const all = new Map([...packages, ...inside, ...data].map(({title, text}) => [title, text.trim()]));
  const notices = [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([title, text]) => `${title}\n\n${text}`);
  writeFileSync(file, `${notices.join('\n\n---\n\n')}\n`);
}

function textOf(folder, {name, license, author}) {
  const found = readdirSync(folder).find((file) => /^licen[cs]e(\.(md|txt))?$/i.test(file));
  if (found) return readFileSync(`${folder}/${found}`, 'utf8');
  if (!license) throw new Error(`${name} has no licence file and no licence in package.json`);
  const by = typeof author === 'string' ? author : author?.name;
  return `${license}, as its package.json says${by ? `, by ${by}` : ''}: the package has no licence file.`;
}
