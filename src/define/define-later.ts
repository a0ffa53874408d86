import {LiveLauncher} from '../elements/live-launcher/live-launcher.js';
import {PrivateChat} from '../elements/private-chat/private-chat.js';

const elements = [PrivateChat, LiveLauncher];

/** Defines the elements that no room needs for its first frame. Their script loads after the core. */
export function defineLater(prefix?: string): void {
  for (const element of elements) element.define(prefix ? `${prefix}-${element.tag}` : element.tag);
}
