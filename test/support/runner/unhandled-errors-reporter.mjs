/** Vitest's JSON report has no errors from outside of tests: this reporter writes them to the file named by `UNHANDLED_ERRORS`. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';

export default class UnhandledErrorsReporter {
  /**
   * @param {unknown} _modules
   * @param {readonly {type?: string, message?: string, stack?: string, VITEST_TEST_PATH?: string, VITEST_TEST_NAME?: string}[]} errors
   */
  onTestRunEnd(_modules, errors) {
    const texts = errors.map(({type, message, stack, VITEST_TEST_PATH: file, VITEST_TEST_NAME: test}) =>
      [
        `${type ?? 'Error'} outside of a test${file ? `, while ${file} ran${test ? ` (${test})` : ''}` : ''}`,
        stack ?? message,
      ].join('\n'),
    );
    mkdirSync(dirname(process.env.UNHANDLED_ERRORS), {recursive: true});
    writeFileSync(process.env.UNHANDLED_ERRORS, JSON.stringify(texts));
  }
}
