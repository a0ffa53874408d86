/** One local cloud with the room `room-1` for a whole run. Pages read its address from `/local-cloud.json`. */

export function cloudPlugin() {
  let cloud;
  return {
    name: 'local-cloud',
    async serverStart() {
      const {register} = await import('tsx/esm/api');
      register(); // The cloud is TypeScript.
      const {startCloud} = await import('../chat/chat-emulator.ts');
      cloud = await startCloud({anyOrigin: true, historyOnJoin: false, muteTips: true});
      const made = await cloud.rest('group_open_http_svc/create_group', {
        Type: 'AVChatRoom',
        GroupId: 'room-1',
        Name: 'Room 1',
      });
      if (made.ErrorCode !== 0) throw new Error(made.ErrorInfo);
    },
    async serverStop() {
      await cloud?.close();
    },
    serve({path}) {
      if (path !== '/local-cloud.json') return;
      const {url, wsUrl, sdkAppId, secretKey} = cloud;
      return {body: JSON.stringify({url, wsUrl, sdkAppId, secretKey}), type: 'json'};
    },
  };
}
