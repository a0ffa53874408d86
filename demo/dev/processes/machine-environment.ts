/** Environment variables of the machine that processes need; none of them is a setting of the demo. */
const PASSED_ON =
  /^(PATH|PATHEXT|HOME|USER|LOGNAME|SHELL|TMPDIR|TEMP|TMP|LANG|LC_\w+|TZ|NODE_OPTIONS|NODE_EXTRA_CA_CERTS|SYSTEMROOT|COMSPEC|APPDATA|LOCALAPPDATA|USERPROFILE)$/i;

/** @returns The environment of a process without the settings of the user's shell. */
export function machineEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(inherited).filter(([name]) => PASSED_ON.test(name)));
}
