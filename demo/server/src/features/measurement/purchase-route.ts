import {Type} from 'typebox';
import type {App} from '../../http/app.ts';
import type {Context} from '../../http/context.ts';
import {ApiError} from '../../http/errors.ts';
import {failures, SITE_ONLY} from '../../http/openapi.ts';
import {verifyPurchaseSignature} from './purchase-signature.ts';
import {recordPurchase} from './purchases.ts';
import type {Receipts} from './receipts.ts';
import {PurchaseShape} from './track-shape.ts';

/** Has its own Fastify context, because the signature is of the unparsed body. */
export function purchaseRoute({app, db, settings, receipts}: Context & {readonly receipts: Receipts}): void {
  void app.register((signed: App, _options, done) => {
    signed.removeContentTypeParser('application/json');
    signed.addContentTypeParser('application/json', {parseAs: 'string'}, (request, body, parsed) => {
      try {
        verifyPurchaseSignature(request.headers['live-room-signature'], String(body), settings.siteSecret);
        parsed(null, parseJson(String(body)));
      } catch (error) {
        parsed(error as ApiError);
      }
    });
    signed.post(
      '/api/purchases',
      {
        schema: {
          summary: "Report an order; the site's server signs the call",
          description:
            'Header `Live-Room-Signature: t=<Unix seconds>,v1=<hex HMAC-SHA-256 of "<t>.<body>" with HOST_JWT_SECRET>`, ' +
            'valid for five minutes. The same `orderId` again changes nothing. Products count for the room whose receipts list them.',
          tags: ['site'],
          security: SITE_ONLY,
          body: PurchaseShape,
          response: {
            201: Type.Object({
              orderId: Type.String(),
              attributed: Type.Array(Type.String(), {description: 'Products that receipts attribute to the room'}),
            }),
            ...failures(401, 404, 422),
          },
        },
      },
      async ({body}, reply) => reply.code(201).send(await recordPurchase(db, receipts, body, 'site')),
    );
    done();
  });
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('INVALID', 'the body is not JSON');
  }
}
