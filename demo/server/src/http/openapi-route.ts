import {Type} from 'typebox';
import type {App} from './app.ts';

export function openapiRoute(app: App): void {
  app.get(
    '/api/openapi.json',
    {
      schema: {
        summary: 'This document, generated from the routes',
        tags: ['server'],
        response: {200: Type.Object({}, {additionalProperties: true})},
      },
    },
    () => app.swagger() as unknown as Record<string, unknown>,
  );
}
