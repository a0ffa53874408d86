/** The studio's page. The operator token opens it. Choosing another room and signing out load the page again. */
import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {lang, t} from './base/language.ts';
import type {HostSession} from './base/server-types.ts';
import {Server} from './base/server.ts';
import {StudioElement} from './base/studio-element.ts';
import type {Studio} from './base/studio.ts';
import './base/question.ts';
import './desk/desk.ts';
import {openStudio} from './desk/open-studio.ts';
import type {EntersAs} from './desk/sign-in.ts';
import './desk/sign-in.ts';

/** Kept until the tab is closed, because the token is valid for the whole shop. */
const TOKEN = 'studio-token';
const AS = 'studio-as';

const platform = document.querySelector<HTMLMetaElement>('meta[name=platform]')!.content;
const roomId = new URLSearchParams(location.search).get('room') ?? 'demo';

/** Shows the sign-in, or the desk once the operator is signed in. */
@customElement('studio-app')
export class StudioApp extends StudioElement {
  @state() private studio: Studio | undefined;
  /** True when it is known that no token is valid. */
  @state() private signedOut = false;
  #error: unknown;

  protected override connected(signal: AbortSignal): void {
    const token = sessionStorage.getItem(TOKEN);
    if (token) void this.#open(token, signal);
    else this.signedOut = true;
  }

  protected override render(): TemplateResult {
    document.documentElement.lang = lang();
    if (!this.studio) document.title = t('studio');
    return html`${
        this.studio ? html`<studio-desk .studio=${this.studio} @studio-leave=${signOut}></studio-desk>` : nothing
      }
      ${
        this.signedOut
          ? html`<studio-sign-in .platform=${platform} .error=${this.#error} .signIn=${signIn}></studio-sign-in>`
          : nothing
      } <studio-question></studio-question>`;
  }

  async #open(token: string, signal: AbortSignal): Promise<void> {
    const server = new Server(platform, token);
    try {
      const session = await hostSession(server);
      await customElements.whenDefined('live-room');
      if (signal.aborted) return;
      const as: EntersAs = sessionStorage.getItem(AS) === 'watch' ? 'watch' : 'host';
      const studio = openStudio({server, roomId, as, session, signIn: () => hostSession(server)}, signal);
      studio.poll.addEventListener('unauthorized', signOut, {signal});
      this.studio = studio;
    } catch (error) {
      const {code} = error as {code?: string};
      if (code === 'UNAUTHORIZED' || code === 'FORBIDDEN') sessionStorage.removeItem(TOKEN);
      this.#error = error;
      this.signedOut = true;
    }
  }
}

/** The host's own sign-in. It also proves that the token is the operator's. */
function hostSession(server: Server): Promise<HostSession> {
  return server.call('POST', '/session', {roomId, as: 'host'});
}

async function signIn(token: string, as: EntersAs): Promise<void> {
  await hostSession(new Server(platform, token));
  sessionStorage.setItem(TOKEN, token);
  sessionStorage.setItem(AS, as);
  location.reload();
}

function signOut(): void {
  sessionStorage.removeItem(TOKEN);
  location.reload();
}
