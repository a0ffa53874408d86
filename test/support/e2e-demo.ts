/** Starts the whole demo once for a project, as `npm start` does, without company; tests read its addresses by `inject`. */
import type {TestProject} from 'vitest/node';
import {DemoProcess, freePorts, removeData} from './demo-process.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a stranger's page lies, without a slash at the end. */
    shopOrigin: string;
    /** Where our scripts, the business server and the local cloud are, likewise. */
    platformOrigin: string;
  }
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
  project.provide('shopOrigin', `http://localhost:${ports.shop}`);
  project.provide('platformOrigin', `http://localhost:${ports.platform}`);
  return end;
}
