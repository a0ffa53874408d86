import {sql, type Kysely} from 'kysely';
import {Type, type Static} from 'typebox';
import type {Database} from '../../database/schema.ts';
import {WholeNumber} from '../../http/shapes.ts';

const funnel = {
  productId: Type.String(),
  shown: WholeNumber({description: 'Viewers for whom it was on show'}),
  seen: WholeNumber({description: 'Viewers who had it in view'}),
  selected: WholeNumber({description: 'Viewers who opened it'}),
  added: WholeNumber({description: 'Viewers who put it into the cart'}),
  purchased: WholeNumber({description: 'Orders with it that receipts attribute to the room'}),
  confirmed: WholeNumber({description: "Those of them that the site's server reported"}),
  quantity: WholeNumber({description: 'Pieces in these orders'}),
  amount: WholeNumber({description: "Price of these pieces, in the currency's minor unit"}),
};

const FunnelShape = Type.Object(funnel);
const ProductFunnelShape = Type.Object({...funnel, title: Type.String(), currency: Type.String()});

const activity = {
  joined: WholeNumber(),
  watched: WholeNumber({description: 'Viewers who watched in this minute'}),
  gifts: WholeNumber(),
  polls: WholeNumber({description: 'Votes'}),
};

/** Numbers of viewers' actions in a room. Only viewers whose consent is `all` are counted. */
export const ReportShape = Type.Object({
  roomId: Type.String(),
  joined: WholeNumber({description: 'Visits'}),
  watchedMinutes: WholeNumber({description: 'Minutes that all viewers watched, together'}),
  gifts: WholeNumber(),
  polls: WholeNumber(),
  products: Type.Array(ProductFunnelShape),
  minutes: Type.Array(Type.Object({at: WholeNumber(), ...activity, products: Type.Array(FunnelShape)}), {
    description: 'Minutes in which something happened; `at` is the first second of each',
  }),
});
export type Report = Static<typeof ReportShape>;
type Funnel = Static<typeof FunnelShape>;

/** Maximum number of minutes in a report: the newest week. */
const MINUTES_MAX = 7 * 24 * 60;

interface CountRow {
  readonly minute: number;
  readonly name: string;
  readonly productId: string;
  readonly count: number;
}

interface PurchaseRow {
  readonly minute: number;
  readonly productId: string;
  readonly purchased: number;
  readonly confirmed: number;
  readonly quantity: number;
  readonly amount: number;
}

const STEPS = {
  'product-shown': 'shown',
  'product-seen': 'seen',
  'product-selected': 'selected',
  'product-added': 'added',
} as const;

const ACTIVITY = {joined: 'joined', watched: 'watched', gift: 'gifts', poll: 'polls'} as const;

export async function readReport(db: Kysely<Database>, roomId: string): Promise<Report> {
  const since = Math.floor(Date.now() / 60_000) - MINUTES_MAX;
  const [counts, purchases, products] = await Promise.all([
    db
      .selectFrom('track_counts')
      .select(['minute', 'name', 'product_id as productId', 'count'])
      .where('room_id', '=', roomId)
      .where('minute', '>', since)
      .execute(),
    readPurchases(db, roomId, since),
    db
      .selectFrom('products')
      .select(['product_id as productId', 'title', 'currency'])
      .where('room_id', '=', roomId)
      .orderBy('place')
      .execute(),
  ]);
  const minutes = byMinute(counts, purchases);
  const totals = new Map(
    products.map((product) => [product.productId, {...emptyFunnel(product.productId), ...product}]),
  );
  for (const {products: inMinute} of minutes) {
    for (const step of inMinute) {
      const total = totals.get(step.productId);
      if (total) addFunnel(total, step);
    }
  }
  const sum = (name: 'joined' | 'watched' | 'gifts' | 'polls') =>
    minutes.reduce((all, minute) => all + minute[name], 0);
  return {
    roomId,
    joined: sum('joined'),
    watchedMinutes: sum('watched'),
    gifts: sum('gifts'),
    polls: sum('polls'),
    products: [...totals.values()],
    minutes,
  };
}

async function readPurchases(db: Kysely<Database>, roomId: string, since: number): Promise<PurchaseRow[]> {
  const {rows} = await sql<PurchaseRow>`
    select minute, product_id as "productId", count(*)::integer as purchased,
      (count(*) filter (where source = 'site'))::integer as confirmed,
      sum(quantity)::bigint as quantity, sum(amount)::bigint as amount
    from purchases join purchase_items using (room_id, order_id)
    where room_id = ${roomId} and minute > ${since} and receipt_nonce is not null
    group by minute, product_id`.execute(db);
  return rows;
}

function byMinute(counts: readonly CountRow[], purchases: readonly PurchaseRow[]): Report['minutes'] {
  const minutes = new Map<number, Report['minutes'][number]>();
  const minuteOf = (minute: number) => {
    let known = minutes.get(minute);
    if (!known)
      minutes.set(minute, (known = {at: minute * 60, joined: 0, watched: 0, gifts: 0, polls: 0, products: []}));
    return known;
  };
  const productOf = (minute: number, productId: string) => {
    const {products} = minuteOf(minute);
    let known = products.find((product) => product.productId === productId);
    if (!known) products.push((known = emptyFunnel(productId)));
    return known;
  };
  for (const {minute, name, productId, count} of counts) {
    if (name in STEPS) productOf(minute, productId)[STEPS[name as keyof typeof STEPS]] += count;
    else if (name in ACTIVITY) minuteOf(minute)[ACTIVITY[name as keyof typeof ACTIVITY]] += count;
  }
  for (const {minute, ...purchase} of purchases) {
    addFunnel(productOf(minute, purchase.productId), {...emptyFunnel(purchase.productId), ...purchase});
  }
  return [...minutes.values()].sort((one, other) => one.at - other.at);
}

function emptyFunnel(productId: string): Funnel {
  return {productId, shown: 0, seen: 0, selected: 0, added: 0, purchased: 0, confirmed: 0, quantity: 0, amount: 0};
}

function addFunnel(total: Funnel, {productId: _same, ...more}: Funnel): void {
  for (const [name, count] of Object.entries(more) as [keyof typeof more, number][]) total[name] += count;
}
