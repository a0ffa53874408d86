import {ChatPanel} from '../elements/chat-panel/chat-panel.js';

ChatPanel.define();
export type {ChatPanel};
