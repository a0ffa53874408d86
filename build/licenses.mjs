import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {carried, dataTexts} from './licenses-kept.mjs';

/** Folders of packages with a module in a bundle, and `name version` of those that data of ours is made from. */
const folders = new Set();
const sources = new Set();

/**
 * Notes what a bundle is made of.
 *
 * @param {Iterable<string>} modules Paths, absolute or from the checkout.
 */
export function noteModules(modules) {
  for (const module of modules) {
    const path = module.replace(/^[\0]+|\?.*$/g, '').replaceAll('\\', '/');
    const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
    if (folder) folders.add(folder);
    else if (existsSync(path)) noteData(readFileSync(path, 'utf8'));
  }
}

/** Data of ours says in its first lines which package it was made from. */
function noteData(text) {
  const [, name, version] = /Written by `build\/[^`]+` from (\S+) (\d+\.\d+\.\d+)/.exec(text) ?? [];
  if (name) sources.add(`${name} ${version}`);
}

/** @returns {import('rollup').Plugin} Notes what rollup has read, also what only hands on another's names. */
export function noteBundle() {
  return {
    name: 'note-bundle',
    generateBundle() {
      noteModules(this.getModuleIds());
    },
  };
}

/** The notices that travel with the bundles that were noted: of each package, of what it carries inside, of data. */
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
    if (!text) throw new Error(`build/licenses-kept.mjs lacks the licence of ${title}`);
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
  if (!license) throw new Error(`${name} has neither a licence file nor says its licence in package.json`);
  const by = typeof author === 'string' ? author : author?.name;
  return `${license}, as its package.json says${by ? `, by ${by}` : ''}: the package has no licence file.`;
}
