import {Type} from 'typebox';
import {SHOWN_PRODUCTS_MAX} from '../../../../../src/protocol/limits.ts';
import type {Context} from '../../http/context.ts';
import type {WordFilter} from '../word-filter/index.ts';
import {NewProductShape, ProductId, ProductShape} from './product-shape.ts';
import {listProducts, requireProduct} from './products.ts';
import type {ShelfMessages} from './shelf-messages.ts';
import {changeProduct, describeProduct, featureProducts} from './shelf.ts';
import {describeRoom, requireRoom, RoomShape} from '../rooms/index.ts';
import {RoomId} from '../../http/shapes.ts';
import {failures, OPERATOR_ONLY} from '../../http/openapi.ts';
import {forOperator} from '../../http/operator-calls.ts';

/** One version of a product never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** Fits a product with all its variants and pictures. */
const PRODUCT_MAX_BYTES = 524_288;

const RoomParams = Type.Object({roomId: RoomId});
const ProductParams = Type.Object({roomId: RoomId, productId: ProductId});

export interface ProductsContext extends Context {
  readonly wordFilter: WordFilter;
  readonly shelfMessages: ShelfMessages;
}

export function productRoutes(context: ProductsContext): void {
  const {app, db, settings} = context;

  app.get(
    '/api/rooms/:roomId/products',
    {
      schema: {
        summary: "List the products of a room's shelf",
        tags: ['rooms'],
        params: RoomParams,
        response: {200: Type.Array(ProductShape), ...failures(404, 422)},
      },
    },
    async ({params: {roomId}}) => {
      const products = await listProducts(db, roomId);
      if (!products.length) await requireRoom(db, roomId);
      return products.map((product) => describeProduct(product, settings));
    },
  );

  app.get(
    '/api/rooms/:roomId/products/:productId',
    {
      schema: {
        summary: 'One product; caches may keep the response for ever if `v` is its version',
        tags: ['rooms'],
        params: ProductParams,
        querystring: Type.Object({
          v: Type.Optional(
            Type.String({maxLength: 20, description: 'The version that the client wants, as in the room or a message'}),
          ),
        }),
        response: {200: ProductShape, ...failures(404, 422)},
      },
    },
    async ({params, query}, reply) => {
      const product = await requireProduct(db, params.roomId, params.productId);
      if (query.v === String(product.v)) reply.header('Cache-Control', FOR_EVER);
      return describeProduct(product, settings);
    },
  );

  forOperator(context, (operator) => {
    operator.put(
      '/api/rooms/:roomId/products/:productId',
      {
        bodyLimit: PRODUCT_MAX_BYTES,
        schema: {
          summary: 'Add or change a product, also while it is featured',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: ProductParams,
          body: NewProductShape,
          response: {200: ProductShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params: {roomId, productId}, body, log}) =>
        describeProduct(await changeProduct(context, log, roomId, productId, body), settings),
    );

    operator.put(
      '/api/rooms/:roomId/featured-product',
      {
        schema: {
          summary: 'Feature a product; null features none',
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          body: Type.Object({productId: Type.Union([ProductId, Type.Null()])}),
          response: {200: RoomShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params, body, log}) =>
        describeRoom(
          await featureProducts(context, log, params.roomId, body.productId === null ? [] : [body.productId]),
          context,
        ),
    );

    operator.put(
      '/api/rooms/:roomId/featured-products',
      {
        schema: {
          summary: `Put up to ${SHOWN_PRODUCTS_MAX} products on show in place of the present ones`,
          tags: ['operator'],
          security: OPERATOR_ONLY,
          params: RoomParams,
          body: Type.Object({productIds: Type.Array(ProductId, {maxItems: SHOWN_PRODUCTS_MAX})}),
          response: {200: RoomShape, ...failures(401, 403, 404, 422)},
        },
      },
      async ({params, body, log}) =>
        describeRoom(await featureProducts(context, log, params.roomId, body.productIds), context),
    );
  });
}
