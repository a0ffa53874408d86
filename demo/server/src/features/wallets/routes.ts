import {Type} from 'typebox';
import type {Context} from '../../http/context.ts';
import type {RateLimits} from '../rate-limits/index.ts';
import {requireOperator, requireViewer} from '../../http/authorization.ts';
import {UserId, WholeNumber} from '../../http/shapes.ts';
import {changeBalance, readBalance} from './wallets.ts';
import {failures, OPERATOR_ONLY, VIEWERS_ONLY} from '../../http/openapi.ts';

/** Most coins in one call. */
const AMOUNT_MAX = 1_000_000_000;

const BalanceShape = Type.Object({balance: WholeNumber({description: 'Coins'})});

export function walletRoutes(context: Context & {readonly rateLimits: RateLimits}): void {
  const {app, db, rateLimits} = context;

  app.get(
    '/api/wallet',
    {
      schema: {
        summary: "The viewer's coins",
        tags: ['viewers'],
        security: VIEWERS_ONLY,
        response: {200: BalanceShape, ...failures(401, 429)},
      },
    },
    async (request) => {
      const userId = await requireViewer(request, context);
      await rateLimits.take(userId, 'wallet');
      return {balance: await readBalance(db, userId)};
    },
  );

  app.post(
    '/api/wallets/:userId',
    {
      // The token is checked before the body, so that other callers learn nothing about the call.
      onRequest: (request) => requireOperator(request, context),
      schema: {
        summary: 'Give a viewer coins, or take some back',
        tags: ['operator'],
        security: OPERATOR_ONLY,
        params: Type.Object({userId: UserId}),
        body: Type.Object({
          amount: Type.Union(
            [Type.Integer({minimum: 1, maximum: AMOUNT_MAX}), Type.Integer({minimum: -AMOUNT_MAX, maximum: -1})],
            {description: 'Coins to give; a negative amount takes coins back'},
          ),
        }),
        response: {200: BalanceShape, ...failures(401, 402, 403, 404, 422)},
      },
    },
    async ({params, body}) => ({balance: await changeBalance(db, params.userId, body.amount)}),
  );
}
