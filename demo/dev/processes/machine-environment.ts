/** What a process needs of the machine, and nothing it could mistake for a setting of ours. */
const PASSED_ON =
  /^(PATH|PATHEXT|HOME|USER|LOGNAME|SHELL|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SYSTEMROOT|COMSPEC|APPDATA|LOCALAPPDATA|USERPROFILE)$/i;

/** For a process that is to know nothing else of the shell it was started from. */
export function machineEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => PASSED_ON.test(name)));
}
