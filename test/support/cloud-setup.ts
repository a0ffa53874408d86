/** Starts one cloud for a whole project, with the room `room-1`; tests read its address by `inject`. */
import type {TestProject} from 'vitest/node';
import {startCloud} from './cloud-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    cloudUrl: string;
    cloudWsUrl: string;
    sdkAppId: number;
    secretKey: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cloud = await startCloud({anyOrigin: true, historyOnJoin: false, muteTips: true});
  const made = await cloud.rest('group_open_http_svc/create_group', {
    Type: 'AVChatRoom',
    GroupId: 'room-1',
    Name: 'Room 1',
  });
  if (made.ErrorCode !== 0) throw new Error(made.ErrorInfo);
  project.provide('cloudUrl', cloud.url);
  project.provide('cloudWsUrl', cloud.wsUrl);
  project.provide('sdkAppId', cloud.sdkAppId);
  project.provide('secretKey', cloud.secretKey);
  return () => cloud.close();
}
