/** The oldest supported browsers, and the web features that they lack, from MDN's compatibility data. */
import {createRequire} from 'node:module';
import browserslist from 'browserslist';

export const data = createRequire(import.meta.url)('@mdn/browser-compat-data');

/** MDN's names of the browsers in `browserslist`. The other browsers are Chromium with other version numbers. */
const ENGINES = {chrome: 'chrome', firefox: 'firefox', safari: 'safari', ios_saf: 'safari_ios'};

/** @type {Readonly<Record<string, number>>} The oldest version of each engine, from `browserslist` in package.json. */
export const OLDEST_VERSIONS = oldestVersions();

function oldestVersions() {
  const oldest = {};
  for (const name of browserslist()) {
    const [browser, versions] = name.split(' ');
    const engine = ENGINES[browser];
    const version = parseFloat(versions);
    if (engine && !(oldest[engine] <= version)) oldest[engine] = version;
  }
  return oldest;
}

/**
 * Returns the engines whose oldest supported version lacks a feature, as `Firefox 119`. Partial support counts as
 * support.
 *
 * @param {any} feature A feature of MDN's data, with its `__compat`. @param {boolean} [prefixed] True if the rule also
 * declares the prefixed property. @returns {readonly string[]}
 */
export function tooNewIn(feature, prefixed = false) {
  const support = feature?.__compat?.support;
  if (!support) return [];
  return Object.entries(OLDEST_VERSIONS).flatMap(([engine, oldest]) => {
    const usable = [support[engine] ?? []].flat().filter((one) => !one.flags && !one.alternative_name);
    const known = ({version_added, version_removed, prefix}) =>
      since(version_added) <= oldest && !(since(version_removed) <= oldest) && (!prefix || prefixed);
    if (usable.some(known)) return [];
    const versions = usable.filter(({prefix}) => !prefix).map(({version_added}) => since(version_added));
    const first = Math.min(...versions, Infinity);
    return [`${data.browsers[engine].name} ${first === Infinity ? 'never' : first}`];
  });
}

function since(version) {
  return typeof version === 'string' ? parseFloat(version.replace('≤', '')) : Infinity;
}
