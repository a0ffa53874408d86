import {Type} from 'typebox';

/** Every failure looks like this. */
const FailureShape = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Optional(Type.Unknown()),
  }),
});

type Failures<S extends number> = Record<S | 500 | 503, typeof FailureShape>;

/** The failures of a call, for its schema: besides these, 503 and 500 are always possible. */
export function failures<const S extends number = never>(...statuses: readonly S[]): Failures<S> {
  // fromEntries forgets which keys it was given.
  return Object.fromEntries([...statuses, 500, 503].map((status) => [status, FailureShape])) as unknown as Failures<S>;
}

/** The body of a 204. */
export const NOTHING = Type.Null({description: 'Done'});

/** With a viewer's token, or without. */
export const BEARER_OPTIONAL = [{}, {bearer: []}];
export const VIEWERS_ONLY = [{bearer: []}];
export const OPERATOR_ONLY = [{operator: []}];

/** The parts of `/api/openapi.json` that do not come from routes. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'live-room-elements: reference business server',
    description:
      'What a page, a studio and a back end ask of it. Money and quantities are integers, times Unix seconds.',
    version: '1',
  },
  components: {
    securitySchemes: {
      bearer: {type: 'http' as const, scheme: 'bearer', description: "The session's token"},
      operator: {type: 'http' as const, scheme: 'bearer', description: 'OPERATOR_TOKEN'},
    },
  },
};
