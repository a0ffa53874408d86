import {html, nothing, type TemplateResult} from 'lit';
import {isOverlay, isTight, type Aspect} from './aspect.js';

/**
 * Draws the areas of the default layout, without their content while its script loads.
 *
 * @param bar The pieces of the bar. The bar takes no space without them.
 */
export function layoutTemplate(
  aspect: Aspect,
  stage: unknown,
  aside: unknown = nothing,
  bar: readonly unknown[] = [],
  hasProduct = false,
): TemplateResult {
  const {orientation, short} = aspect;
  const flags = {short, overlay: isOverlay(aspect), tight: isTight(aspect), 'with-product': hasProduct};
  const names = Object.entries(flags).map(([name, on]) => (on ? ` ${name}` : ''));
  const isBarEmpty = bar.length > 0 && bar.every((piece) => piece === nothing);
  return html`
    <div part="layout" class="layout ${orientation}${names.join('')}">
      <div part="stage" class="stage">${stage}<slot name="stage-overlay"></slot><slot name="stage-actions"></slot></div>
      <div part="aside" class="aside"><slot name="aside-header"></slot>${aside}<slot name="below-composer"></slot></div>
      <div part="bar" class="bar" ?hidden=${isBarEmpty}>${bar}</div>
    </div>
  `;
}
