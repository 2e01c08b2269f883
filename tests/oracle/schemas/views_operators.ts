import * as d from 'drizzle-orm';
import { type SQL, sql } from 'drizzle-orm';
import { integer, sqliteTable, sqliteView, text } from 'drizzle-orm/sqlite-core';

export const t = sqliteTable('t', {
  id: integer('id').primaryKey(),
  name: text('name'),
  n: integer('n'),
  on: integer('on', { mode: 'boolean' }),
  tags: text('tags', { mode: 'json' }).$type<string[]>(),
});

const conditions = {
  eq: d.eq(t.n, t.id),
  ne: d.ne(t.name, 'x'),
  comparisons: d.and(d.gt(t.n, 1), d.gte(t.n, 2), d.lt(t.n, 30), d.lte(t.n, 40)),
  junctions: d.or(d.and(d.eq(t.n, 1), undefined), d.not(d.or(d.eq(t.n, 2), d.eq(t.n, 3))!), d.and()),
  single: d.and(d.or(d.eq(t.n, 1))),
  nulls: d.or(d.isNull(t.name), d.isNotNull(t.n)),
  lists: d.and(d.inArray(t.id, [1, 2, 3]), d.notInArray(t.name, ['a', "b's"]), d.inArray(t.on, [true, false])),
  emptyLists: d.or(d.inArray(t.id, []), d.notInArray(t.id, [])),
  between: d.or(d.between(t.n, 1, 5), d.notBetween(t.id, 2, t.n)),
  like: d.or(d.like(t.name, '%a_%'), d.notLike(t.name, "it's%"), d.like(t.tags, '%"x"%')),
  json: d.eq(t.tags, ['a', 'b']),
  boolean: d.eq(t.on, true),
  column: t.on,
  raw: sql.raw("name = 'raw'"),
  identifier: sql`${sql.identifier('na"me')} is null or ${sql.identifier('name')} = 1`,
  joined: sql.join([sql`${t.n} > 1`, sql`${t.n} < 9`], sql` and `),
  joinedList: sql`${t.n} in (${sql.join([1, 2, sql`3`], sql.raw(', '))})`,
  array: sql`${t.n} in ${[1, 'two', null]}`,
  appended: sql`${t.n} = 1`.append(sql` or ${t.id} = 2`),
  empty: sql`${t.n}${sql.empty()} > 0${undefined}`,
  conditional: sql`${t.n} > 0${sql` and ${t.id} > 0`.if(true)}${sql` and 1 = 0`.if(false)}`,
  reversed: d.gt(sql`${t.n} + ${t.id}`, 7),
  tables: sql`${t.id} in (select ${t.n} from ${t})`,
};
const where = (name: keyof typeof conditions) =>
  sqliteView(`where_${name}`).as((qb) => qb.select({ id: t.id }).from(t).where(conditions[name] as SQL));
export const whereEq = where('eq');
export const whereNe = where('ne');
export const whereComparisons = where('comparisons');
export const whereJunctions = where('junctions');
export const whereSingle = where('single');
export const whereNulls = where('nulls');
export const whereLists = where('lists');
export const whereEmptyLists = where('emptyLists');
export const whereBetween = where('between');
export const whereLike = where('like');
export const whereJson = where('json');
export const whereBoolean = where('boolean');
export const whereColumn = where('column');
export const whereRaw = where('raw');
export const whereJoined = where('joined');
export const whereJoinedList = where('joinedList');
export const whereArray = where('array');
export const whereAppended = where('appended');
export const whereEmpty = where('empty');
export const whereConditional = where('conditional');
export const whereReversed = where('reversed');
export const whereTables = where('tables');

// The same in a select list: an expression's own columns go without their table, those further in do not.
export const selected = sqliteView('selected').as((qb) =>
  qb
    .select({
      a: d.count(t.n).as('a'),
      b: d.countDistinct(t.name).as('b'),
      c: d.sum(t.n).as('c'),
      d: d.sumDistinct(t.n).as('d'),
      e: d.avg(t.n).as('e'),
      f: d.avgDistinct(t.n).as('f'),
      g: d.max(t.name).as('g'),
      h: d.min(t.n).as('h'),
      i: sql<number>`coalesce(${d.sum(t.n)}, ${0})`.as('i'),
      j: sql<number>`case when ${conditions.junctions} then ${t.n} else ${t.id} end`.as('j'),
      k: d.count(d.eq(t.n, 1)).as('k'),
      l: sql`${d.inArray(t.n, [1, 2])}`.as('l'),
      m: sql`${t.n} in ${[t.id, 1]}`.as('m'),
      o: sql`${t.n}`.append(sql` + ${t.id}`).as('o'),
      p: sql.join([t.n, t.id], sql` + `).as('p'),
      q: sql`(select count(*) from ${t} as x where x.id = ${t.id})`.mapWith(Number).as('q'),
      r: sql`${t.n}`.mapWith(t.n).as("it's \"r\""),
    })
    .from(t)
    .groupBy(t.id, sql`${t.n} % 2`)
    .orderBy(d.desc(t.n), d.asc(d.count()), sql`${t.name} collate nocase`),
);
