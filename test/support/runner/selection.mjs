/** Reads the arguments of `npm test -- …`. */
import {existsSync, readFileSync} from 'node:fs';
import {join, relative, resolve} from 'node:path';
import {ROOT} from '../../../demo/dev/start/command.mjs';
import {StartError} from '../../../demo/dev/start/options.mjs';
import {DEFAULT_ENGINES, ENGINES} from '../engines/engines.mjs';

export const BROWSER_SUITES = Object.freeze(['elements', 'drivers']);

/** Node suites that read or serve `dist/`. */
const SUITES_OF_DIST = ['e2e', 'engines', 'start', 'api'];

/** Node suites whose tests never open a page. */
const SUITES_WITHOUT_PAGE = ['unit', 'api'];

/** Helpers that open a page. A test file that imports none of them needs no browser. */
const OPENS_PAGE =
  /\/support\/(?:chat\/(?:sdk-page|chat-fixture)|demo\/(?!demo-process|checkout-copy)|engines\/(?:chromium|engine-browser)|rtc\/rtc-page)/;

/** The helper that starts a Redis. */
const STARTS_REDIS = /\/support\/server\/redis-process/;

/**
 * @typedef {object} Choice
 * @property {boolean} all All suites run.
 * @property {boolean} build `dist/` must be up to date.
 * @property {boolean} watch Runs again after each change. One engine only.
 * @property {readonly string[]} engines
 * @property {readonly {suite: string, files?: readonly string[]}[]} browser Suites that run in each engine.
 * @property {readonly string[]} browsers Engines whose browsers must be installed.
 * @property {boolean} redis Redis must be installed.
 * @property {readonly string[] | undefined} node Arguments for vitest; undefined if it does not run.
 */

/**
 * `--engine chromium|firefox|webkit` and `--file test/…` may be repeated, `--watch` may not. A test file may be passed without
 * `--file`. All other arguments go to vitest, e.g. `--project unit`. Without `--engine` the browser suites run in `DEFAULT_ENGINES`.
 * @param {readonly string[]} args
 * @returns {Choice}
 */
export function readChoice(args) {
  const engines = [];
  const files = [];
  const projects = [];
  const others = [];
  let watch = false;
  for (let index = 0; index < args.length; index++) {
    const [, name, joined] = /^--(engine|file|project)(?:=(.*))?$/s.exec(args[index]) ?? [];
    if (args[index] === '--watch') watch = true;
    else if (!name) (isTestFile(args[index]) ? files : others).push(args[index]);
    else {
      const value = joined ?? args[++index];
      if (!value) throw new StartError(`--${name} needs a value.`);
      ({engine: engines, file: files, project: projects})[name].push(value);
    }
  }
  const unknown = engines.find((engine) => !ENGINES.includes(engine));
  if (unknown !== undefined) throw new StartError(`There is no engine "${unknown}": choose ${ENGINES.join(', ')}.`);

  const paths = files.map(pathOf);
  const suiteOf = (path) =>
    path.startsWith('test/visual/') ? 'elements' : BROWSER_SUITES.find((suite) => path.startsWith(`test/${suite}/`));
  const nodeFiles = paths.filter((path) => !suiteOf(path));
  const nodeProjects = projects.filter((project) => !BROWSER_SUITES.includes(project));
  const asksNode = nodeFiles.length || nodeProjects.length || others.length;
  const asksNothing = !asksNode && !paths.length && !projects.length && !engines.length;
  const isWhole = asksNothing || (engines.length && !paths.length && !projects.length && !asksNode);
  const browser = isWhole
    ? BROWSER_SUITES.map((suite) => ({suite}))
    : BROWSER_SUITES.flatMap((suite) => {
        const own = paths.filter((path) => suiteOf(path) === suite);
        if (own.length) return {suite, files: own};
        return projects.includes(suite) ? {suite} : [];
      });
  const requested = (engines.length ? [...new Set(engines)] : [...DEFAULT_ENGINES]).slice(0, watch ? 1 : undefined);
  const nodeSuites = [...nodeProjects, ...nodeFiles.map((path) => path.split('/')[1])];
  const namesNothing = asksNothing || (others.length > 0 && !nodeSuites.length);
  const meetsAll =
    namesNothing || nodeProjects.includes('engines') || nodeFiles.some((path) => path.startsWith('test/e2e/engines/'));
  const opensPage =
    nodeProjects.some((project) => !SUITES_WITHOUT_PAGE.includes(project)) ||
    nodeFiles.some((path) => imports(path, OPENS_PAGE));
  return {
    all: asksNothing && !watch,
    build: namesNothing || nodeSuites.some((suite) => SUITES_OF_DIST.includes(suite)),
    watch,
    engines: requested,
    browsers: meetsAll
      ? ENGINES
      : [...new Set([...(browser.length ? requested : []), ...(opensPage ? ['chromium'] : [])])],
    browser,
    redis: namesNothing || nodeProjects.includes('server') || nodeFiles.some((path) => imports(path, STARTS_REDIS)),
    node: asksNode ? [...nodeProjects.map((project) => `--project=${project}`), ...others, ...nodeFiles] : undefined,
  };
}

const isTestFile = (arg) => arg.endsWith('.test.ts') && existsSync(arg);

const imports = (path, helper) => helper.test(readFileSync(join(ROOT, path), 'utf8'));

function pathOf(file) {
  const path = relative(ROOT, resolve(file)).replaceAll('\\', '/');
  if (!existsSync(join(ROOT, path))) throw new StartError(`There is no file ${file}.`);
  return path;
}
