import type {PropertyDeclaration, ReactiveElement} from 'lit';

/** Lit's `@property`, for TypeScript's legacy decorators alone: Lit's own serves the standard ones too, at 0.3 kB gzip. */
export function property(options?: PropertyDeclaration) {
  return (prototype: ReactiveElement, name: PropertyKey): void => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
  };
}

/** A property of the element's own: no attribute. */
export function state() {
  return property({state: true, attribute: false});
}
