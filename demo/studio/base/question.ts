import {html, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {t} from './language.ts';
import {StudioElement} from './studio-element.ts';

/** Asks for a confirmation before an action that cannot be undone. The page has one such element. */
@customElement('studio-question')
export class StudioQuestion extends StudioElement {
  @state() private text = '';
  @state() private confirmation = '';
  #resolve: ((confirmed: boolean) => void) | undefined;

  async ask(text: string, confirmation: string): Promise<boolean> {
    if (this.#resolve) return false;
    this.text = text;
    this.confirmation = confirmation;
    await this.updateComplete;
    const dialog = this.querySelector('dialog')!;
    dialog.returnValue = 'no';
    dialog.showModal();
    return new Promise((resolve) => (this.#resolve = resolve));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settle(false);
  }

  protected override render(): TemplateResult {
    return html`<dialog aria-labelledby="question-text" @close=${this.#close}>
      <form method="dialog">
        <p id="question-text">${this.text}</p>
        <div class="actions">
          <button value="no">${t('cancel')}</button>
          <button value="yes" class="danger">${this.confirmation}</button>
        </div>
      </form>
    </dialog>`;
  }

  readonly #close = (event: Event) => this.#settle((event.target as HTMLDialogElement).returnValue === 'yes');

  #settle(confirmed: boolean): void {
    this.#resolve?.(confirmed);
    this.#resolve = undefined;
  }
}

/** Asks the operator. Resolves with true if they confirm. */
export function ask(text: string, confirmation: string): Promise<boolean> {
  const question = document.querySelector<StudioQuestion>('studio-question');
  return question ? question.ask(text, confirmation) : Promise.resolve(false);
}
