/**
 * The platform's proxy in a separate process, in front of the port of the first argument. Sends its port to its parent.
 */
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {Proxy} from '../../demo/dev/platform/proxy.ts';

const proxy = new Proxy();
proxy.port = Number(process.argv[2]);
const front = createServer((incoming, response) => proxy.handle(incoming, response));
front.listen(0, '127.0.0.1', () => process.send!((front.address() as AddressInfo).port));
