import {html, nothing, type TemplateResult} from 'lit';

/** A round button over the picture. @param popup The button opens a dialog. */
export function controlButton(
  label: string,
  icon: TemplateResult,
  press: () => void,
  popup?: 'dialog',
): TemplateResult {
  return html`
    <button
      part="control"
      class="control"
      type="button"
      aria-haspopup=${popup ?? nothing}
      aria-label=${label}
      title=${label}
      @click=${press}
    >
      ${icon}
    </button>
  `;
}
