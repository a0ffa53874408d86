import {checkApp} from './commands/check.ts';
import {MIGRATE_ACTIONS, runMigrate} from './commands/migrate.ts';
import {report} from './commands/report.ts';
import {runSeed} from './commands/seed.ts';
import {serve} from './commands/serve.ts';
import {readSettings} from './settings/settings.ts';

const USAGE = `usage: live-room-server <command>

  serve [--no-migrate]     runs the server; brings the tables up to date first
  migrate [up|down|status] brings the tables up to date, undoes the last migration, or lists them;
                           0001 to 0004 cannot be undone: they create the tables of accounts, messages and the ledger
  seed                     writes the demo's rooms and gifts (VIEWERS=demo)
  check                    asks the Tencent app for fields, features and callbacks, and prints what is missing, and
                           Tencent's limits

Settings are environment variables: see .env.example.`;

/** Without a command it serves. @returns The exit code. */
async function run([command = 'serve', ...args]: readonly string[]): Promise<number> {
  if (command === 'serve' && args.every((arg) => arg === '--no-migrate')) {
    return serve(process.env, {migrate: !args.length});
  }
  if (command === 'migrate' && args.length < 2) {
    const action = MIGRATE_ACTIONS.find((one) => one === (args[0] ?? 'up'));
    if (action) return runCommand(() => runMigrate(readSettings(process.env), action));
  }
  if (command === 'seed' && !args.length) return runCommand(() => runSeed(readSettings(process.env)));
  if (command === 'check' && !args.length) {
    return runCommand(async () => ((await checkApp(readSettings(process.env))) ? 1 : 0));
  }
  const isHelp = ['help', '--help', '-h'].includes(command);
  (isHelp ? console.log : console.error)(USAGE);
  return isHelp ? 0 : 2;
}

async function runCommand(work: () => Promise<number | void>): Promise<number> {
  try {
    return (await work()) ?? 0;
  } catch (error) {
    return report(error);
  }
}

process.exit(await run(process.argv.slice(2)));
