import type {PropertyDeclaration, ReactiveElement} from 'lit';

/** Lit's `@property` for TypeScript's legacy decorators only. Lit's own also supports standard decorators, at 0.3 kB gzip. */
export function property(options?: PropertyDeclaration) {
  return (prototype: ReactiveElement, name: PropertyKey): void => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
  };
}

/** A reactive property that is internal and has no attribute. */
export function state() {
  return property({state: true, attribute: false});
}
