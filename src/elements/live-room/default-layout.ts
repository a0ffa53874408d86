import {html as staticHtml, unsafeStatic} from 'lit/static-html.js';
import type {TemplateResult} from 'lit';
import {ChatPanel} from '../chat-panel/chat-panel.js';
import {DanmakuLayer} from '../danmaku-layer/danmaku-layer.js';
import {RoomHeader} from '../room-header/room-header.js';

export interface DefaultLayout {
  /** Picture on top with the talk below it, or side by side. */
  readonly orientation: 'portrait' | 'landscape';
  /** What fills the stage beneath the flying comments. */
  readonly backdrop: TemplateResult;
  /** How the stay stands, over the stage. */
  readonly notice: TemplateResult;
}

/** The parts each piece lets the page style as `<element>-<part>`. */
const EXPORTS = {
  danmaku: exported('danmaku-layer', ['line', 'line-own', 'line-gift', 'lifted']),
  header: exported('room-header', ['host', 'avatar', 'title', 'count', 'status', 'notice']),
  chat: exported('chat-panel', ['list', 'message', 'author', 'badge', 'text', 'composer', 'input', 'send', 'latest']),
};

/** The complete room. The only template that names sibling tags, by the names they were defined under. */
export function defaultLayout({orientation, backdrop, notice}: DefaultLayout): TemplateResult {
  const danmaku = tagOf(DanmakuLayer);
  const header = tagOf(RoomHeader);
  const chat = tagOf(ChatPanel);
  return staticHtml`
    <div part="layout" class="layout ${orientation}">
      <div part="stage" class="stage">
        <${danmaku} class="danmaku" exportparts=${EXPORTS.danmaku}>${backdrop}</${danmaku}>
        <${header} class="header" exportparts=${EXPORTS.header}></${header}>
        ${notice}
      </div>
      <div part="aside" class="aside">
        <${chat} class="chat" exportparts=${EXPORTS.chat}></${chat}>
      </div>
    </div>
  `;
}

function tagOf({definedTag, tag}: {readonly definedTag: string | undefined; readonly tag: string}) {
  return unsafeStatic(definedTag ?? tag); // A name that customElements.define took holds no markup.
}

function exported(tag: string, parts: readonly string[]): string {
  return parts.map((part) => `${part}:${tag}-${part}`).join(',');
}
