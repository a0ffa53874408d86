import {html, nothing, type LitElement, type TemplateResult} from 'lit';
import {t, type Term} from './language.ts';

/** Problems of a form's fields, by the name of the field. */
export type Problems = Map<string, Term>;

/** The text under a field that says what is wrong with it. The field refers to it by `describedBy`. */
export function problemText(problems: ReadonlyMap<string, Term>, name: string, idPrefix: string): TemplateResult {
  const problem = problems.get(name);
  return html`<small class="problem" id="${idPrefix}-${name}">${problem ? t(problem) : nothing}</small>`;
}

/** Moves the focus to the first field that is marked as wrong, once the fields are drawn. */
export async function focusFirstProblem(form: LitElement): Promise<void> {
  await form.updateComplete;
  const rows = form.querySelectorAll<LitElement>('studio-translations');
  await Promise.all([...rows].map(({updateComplete}) => updateComplete));
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
