import {Type} from 'typebox';

/** The body of every failure. */
const FailureShape = Type.Object({
  error: Type.Object({
    code: Type.String(),
    message: Type.String(),
    details: Type.Optional(Type.Unknown()),
  }),
});

type Failures<S extends number> = Record<S | 500 | 503, typeof FailureShape>;

/** Failure responses of a call, for its schema. 500 and 503 are always included. */
export function failures<const S extends number = never>(...statuses: readonly S[]): Failures<S> {
  // `fromEntries` returns a type without keys.
  return Object.fromEntries([...statuses, 500, 503].map((status) => [status, FailureShape])) as unknown as Failures<S>;
}

/** The body of a 204. */
export const NOTHING = Type.Null({description: 'Done'});

/** Security of a call with or without a viewer's token. */
export const BEARER_OPTIONAL = [{}, {bearer: []}];
export const VIEWERS_ONLY = [{bearer: []}];
export const OPERATOR_ONLY = [{operator: []}];
export const SITE_ONLY = [{site: []}];

/** The parts of `/api/openapi.json` that do not come from routes. */
export const OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'live-room-elements: reference business server',
    description:
      'Calls of pages, of the studio and of back ends. Money and quantities are integers, times are Unix seconds.',
    version: '1',
  },
  components: {
    securitySchemes: {
      bearer: {type: 'http' as const, scheme: 'bearer', description: "The session's token"},
      operator: {type: 'http' as const, scheme: 'bearer', description: 'OPERATOR_TOKEN'},
      site: {
        type: 'apiKey' as const,
        in: 'header' as const,
        name: 'Live-Room-Signature',
        description: 'An HMAC with HOST_JWT_SECRET, by the server of the site',
      },
    },
  },
};
