import { type SQL, getTableColumns, getViewSelectedFields, sql } from 'drizzle-orm';
import { and, asc, count, desc, eq, gt, isNotNull, lt, or } from 'drizzle-orm';
import {
  QueryBuilder,
  blob,
  customType,
  integer,
  numeric,
  real,
  sqliteTable,
  sqliteTableCreator,
  sqliteView,
  text,
} from 'drizzle-orm/sqlite-core';

const celsius = customType<{ data: number; driverData: number }>({
  dataType: () => 'integer',
  toDriver: (value) => value * 10,
  fromDriver: (value) => value / 10,
});

export const users = sqliteTable('users', {
  id: integer('id').primaryKey({ autoIncrement: true }),
  name: text('full_name').notNull(),
  role: text('role', { enum: ['admin', 'member'] }).default('member'),
  active: integer('active', { mode: 'boolean' }).notNull().default(true),
  born: integer('born', { mode: 'timestamp' }),
  seen: integer('seen_at', { mode: 'timestamp_ms' }),
  settings: text('settings', { mode: 'json' }).$type<{ theme: string }>(),
  extra: blob('extra', { mode: 'json' }),
  big: blob('big', { mode: 'bigint' }),
  price: numeric('price'),
  amount: numeric('amount', { mode: 'number' }),
  total: numeric('total', { mode: 'bigint' }),
  weight: real('weight'),
  warmth: celsius('warmth'),
});

const prefixed = sqliteTableCreator((name) => `app_${name}`);
export const things = prefixed('things', { id: integer('id').primaryKey(), 10: text('ten'), 2: text() });

export const everything = sqliteView('everything').as((qb) => qb.select().from(users));
export const chosen = sqliteView('chosen').as((qb) =>
  qb.select({ key: users.id, label: users.name, again: users.name }).from(users),
);
export const spread = sqliteView('spread').as((qb) =>
  qb.select({ ...getTableColumns(users), upper: sql<string>`upper(${users.name})`.as('upper_name') }).from(users),
);
const { settings, extra, ...rest } = getTableColumns(users);
export const without = sqliteView('without').as((qb) => qb.select(rest).from(users));
export const nested = sqliteView('nested').as((qb) =>
  qb
    .select({ id: users.id, person: { name: users.name, more: { role: users.role, of: sql`${users.role} || '!'`.as('of') } as never } })
    .from(users),
);
export const wholeTable = sqliteView('whole_table').as((qb) => qb.select({ user: users, one: sql`1`.as('one') }).from(users));
export const distinct = sqliteView('distinct_roles').as((qb) => qb.selectDistinct({ role: users.role }).from(users));
export const distinctAll = sqliteView('distinct_all').as((qb) => qb.selectDistinct().from(things));
export const rawFrom = sqliteView('raw_from').as((qb) =>
  qb.select({ one: sql<number>`1`.as('one'), two: sql`${2} + ${null}`.as('two') }).from(sql`(select 1)`),
);
export const nameless = sqliteView('nameless').as((qb) => qb.select({ inside: { n: sql`count(*)`, m: count() } }).from(users));
export const ready = sqliteView('ready').as(new QueryBuilder().select({ id: users.id }).from(users).where(eq(users.id, 1)));
const qb0 = new QueryBuilder();
const shared = qb0.select({ id: users.id, name: users.name }).from(users).$dynamic();
export const dynamic = sqliteView('dynamic').as(shared.where(gt(users.id, 10)).limit(5));
function paged(query: typeof shared, page: number) {
  return query.limit(10).offset(page * 10);
}
export const page = sqliteView('page').as((qb) => paged(qb.select({ id: users.id, name: users.name }).from(users).$dynamic(), 2));
export const firstPage = sqliteView('first_page').as((qb) => qb.select().from(users).limit(0).offset(0));
export const noLimit = sqliteView('no_limit').as((qb) => qb.select().from(users).limit(-1));
export const later = sqliteView('later').as((qb) => qb.select().from(users).limit(sql`1 + 1` as never).offset(3));
export const created = sqliteView('created').as((qb) => qb.select().from(things));
export const cast = sqliteView('cast_total').as((qb) => qb.select({ t: users.total, u: sql`${users.total}`.as('u') }).from(users));

export const encoded = sqliteView('encoded').as((qb) =>
  qb
    .select({ id: users.id })
    .from(users)
    .where(
      or(
        and(eq(users.active, false), eq(users.born, new Date(1_500_000_000_500)), eq(users.seen, new Date(1500))),
        eq(users.settings, { theme: "it's dark" }),
        eq(users.price, '1.50'),
        eq(users.amount, 2.5),
        eq(users.total, 99n),
        gt(users.weight, 1e21),
        lt(users.weight, -0.000001),
        eq(users.warmth, 21.5),
        eq(users.role, 'admin'),
        eq(users.name, "O'Neil \"quoted\" \\ ;\n--"),
        sql`${users.id} = ${true} or ${users.name} = ${'plain'} or ${users.weight} = ${1.5} or ${users.id} = ${null}`,
        sql`${users.settings} = ${sql.param({ theme: 'x' }, users.settings)} or ${users.active} = ${sql.param(true)}`,
      ),
    ),
);
export const byName = sqliteView('by_name').as((qb) =>
  qb
    .select({ id: users.id, label: sql<string>`lower(${users.name})`.as('label'), plain: sql`${users.weight} * 2`.as('plain') })
    .from(users)
    .where(({ label }) => sql`${label} <> ''`)
    .orderBy(({ label, id }) => [desc(label), id]),
);
export const grouped = sqliteView('grouped').as((qb) =>
  qb
    .select({ role: users.role, n: count().as('n'), heavy: sql<number>`max(${users.weight})`.as('heavy') })
    .from(users)
    .groupBy(users.role)
    .having(({ n }) => gt(n, 1))
    .orderBy(desc(sql`n`), asc(users.role)),
);
export const groupedBy = sqliteView('grouped_by').as((qb) =>
  qb
    .select({ letter: sql<string>`substr(${users.name}, 1, 1)`.as('letter'), n: count(users.id).as('n') })
    .from(users)
    .groupBy(({ letter }) => letter)
    .having(gt(count(), 2))
    .orderBy((fields) => fields.letter),
);
export const unconditional = sqliteView('unconditional').as((qb) =>
  qb.select().from(things).where(undefined).orderBy().groupBy().having(and()),
);

// Views of views.
export const second = sqliteView('second').as((qb) => qb.select().from(grouped).where(gt(grouped.n, 3)));
export const third = sqliteView('third').as((qb) =>
  qb.select({ n: second.n, role: second.role, twice: sql`${second.heavy} * 2`.as('twice') }).from(second).orderBy(second.n as never),
);
const deep = nested as unknown as { person: { name: typeof users.name; more: { role: typeof users.role; of: SQL.Aliased<string> } } };
export const ofNested = sqliteView('of_nested').as((qb) =>
  qb.select({ who: deep.person.name, of: deep.person.more.of }).from(nested).where(isNotNull(deep.person.more.role)),
);
export const allOfNested = sqliteView('all_of_nested').as((qb) => qb.select().from(nested));
export const fieldsOf = sqliteView('fields_of').as((qb) =>
  qb.select({ ...getViewSelectedFields(chosen), one: sql`1`.as('one') }).from(chosen),
);
export const declared = sqliteView('declared', { id: integer('id'), label: text('full_name') }).as(
  sql`select ${users.id}, ${users.name} from ${users} where ${users.name} <> ${"it's"} and ${users.active} = ${1}`,
);
export const ofDeclared = sqliteView('of_declared').as((qb) => qb.select({ l: declared.label }).from(declared).where(eq(declared.id, 4)));
