/** `npm run lint`: types and style alone, as in `npm test`. */
import {CHECK_NAMES, runCheck} from './support/runner/checks.mjs';

const passed = await Promise.all(CHECK_NAMES.map((name) => runCheck(name)));
process.exitCode = passed.every(Boolean) ? 0 : 1;
