import {eventDetails} from '../api-docs.mjs';

/**
 * The part of the manifest that the playground needs.
 *
 * @param {import('../manifest.mjs').Element} element
 */
export function playgroundFacts({tagName, attributes, members, events, ...rest}) {
  const {slots = [], cssParts = [], cssStates = [], cssProperties = []} = rest;
  const named = ({name, description = ''}) => ({name, description});
  return {
    tagName,
    attributes: attributes.map((attribute) => ({
      ...named(attribute),
      property: attribute.fieldName,
      type: attribute.type?.text ?? 'string',
      initial: attribute.default ?? '',
    })),
    properties: members
      .filter(({kind, attribute}) => kind === 'field' && !attribute)
      .map((member) => ({...named(member), type: member.type?.text ?? 'unknown', readonly: Boolean(member.readonly)})),
    methods: members
      .filter(({kind}) => kind === 'method')
      .map(({parameters = [], ...method}) => ({...named(method), parameters: parameters.map(parameterText)})),
    events: events.map((event) => ({
      ...named(event),
      cancelable: event.cancelable,
      detail: eventDetails().get(event.name) ?? '',
    })),
    slots: slots.map(named),
    parts: cssParts.map(named),
    states: cssStates.map(named),
    tokens: cssProperties.map((property) => ({...named(property), initial: property.default ?? ''})),
  };
}

function parameterText({name, type, optional, default: initial}) {
  const typed = `${name}${optional ? '?' : ''}: ${type?.text ?? 'unknown'}`;
  return initial ? `${typed} = ${initial}` : typed;
}
