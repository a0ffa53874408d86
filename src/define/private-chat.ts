import {PrivateChat} from '../elements/private-chat/private-chat.js';

PrivateChat.define();
export type {PrivateChat};
