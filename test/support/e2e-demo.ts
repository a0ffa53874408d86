/** Starts the whole demo once for a project, as `npm start` does, without company; tests read its addresses by `inject`. */
import type {TestProject} from 'vitest/node';
import {DemoProcess, freePorts, removeData, type DemoPorts} from './demo-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a stranger's page lies, without a slash at the end. */
    shopOrigin: string;
    /** Where our scripts, the business server and the local cloud are, likewise. */
    platformOrigin: string;
  }
}

/** The recorded host of the demo. */
async function setLoop({platform}: DemoPorts, loop: boolean): Promise<void> {
  const answer = await fetch(`http://localhost:${platform}/cloud/rtc/faults`, {
    method: 'POST',
    headers: {'X-Local-Cloud': '1'},
    body: JSON.stringify({loop}),
  });
  if (!answer.ok) throw new Error(`the recorded host: ${answer.status}`);
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ports = await freePorts();
  const demo = new DemoProcess(ports, {BOTS: '0'});
  const end = async () => {
    await demo.end();
    removeData(ports);
  };
  try {
    await demo.ready();
  } catch (error) {
    await end();
    throw error;
  }
  // Most pages are not about the picture, and playing it is the most work they would have.
  await setLoop(ports, false);
  project.provide('shopOrigin', `http://localhost:${ports.shop}`);
  project.provide('platformOrigin', `http://localhost:${ports.platform}`);
  return end;
}
