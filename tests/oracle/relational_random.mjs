// relational_random.mjs - random relational queries over relational/schema.ts.
//
// What they give is determined: where rows are limited, their order ends in a key.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createTableRelationsHelpers, extractTablesRelationalConfig, getTableName, is, One } = require('drizzle-orm');

const LEVELS = 6; // of one query
const DEPTH = 4;

/** A generator of numbers below n: the same for the same seed. */
function randomOf(seed) {
  let state = seed >>> 0 || 1;
  return (n) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % n;
  };
}

const KEYS = {
  users: ['id'], profiles: ['userId'], countries: ['code'], articles: ['id'], comments: ['id'], groups: ['id'],
  memberships: ['userId', 'groupId'], regions: ['country', 'code'], cities: ['id'], words: ['word'], uses: ['id'], labels: ['rowid'],
};

/** The text of n queries, `random.q0` and so on, for queries.ts. */
export function randomQueries(schema, n, seed) {
  const random = randomOf(seed);
  const { tables } = extractTablesRelationalConfig(schema, createTableRelationsHelpers);
  const keyOf = (table) => Object.keys(tables).find((key) => tables[key].dbName === getTableName(table));
  const pick = (list) => list[random(list.length)];
  const some = (list) => list.filter(() => random(2));
  let left;

  function condition(key) {
    const name = pick(Object.keys(tables[key].columns));
    const column = tables[key].columns[name];
    const value = column.dataType === 'number' ? random(8) : column.dataType === 'string' && !column.enumValues ? pick(["'de'", "'b'", "'Ada'", "'loom'", "''"]) : null;
    if (value === null) return pick([`o.isNull(t.${name})`, `o.isNotNull(t.${name})`]);
    return `o.${pick(['eq', 'ne', 'gt', 'lte', 'gte', 'lt'])}(t.${name}, ${value})`;
  }
  const conditions = (key) =>
    pick([
      () => condition(key),
      () => `o.and(${condition(key)}, ${condition(key)})`,
      () => `o.or(${condition(key)}, o.not(${condition(key)}))`,
    ])();

  function order(key) {
    const names = [...some(Object.keys(tables[key].columns)).slice(0, 2), ...KEYS[key]];
    return `orderBy: (t, o) => [${names.map((name) => `o.${pick(['asc', 'desc'])}(t.${name})`).join(', ')}]`;
  }

  function config(key, { one, root, depth }) {
    const { columns, relations } = tables[key];
    const parts = [];
    const chosen = some(Object.keys(columns));
    if (random(2) && chosen.length) {
      const chooses = random(3) > 0 || chosen.length === Object.keys(columns).length;
      parts.push(`columns: { ${chosen.map((name) => `${name}: ${chooses}`).join(', ')} }`);
    }
    if (random(3) === 0) parts.push(`where: (t, o) => ${conditions(key)}`);
    const limited = !one && random(3) === 0;
    if (!one && (limited || random(3) === 0)) parts.push(order(key));
    if (limited) parts.push(`limit: ${random(4)}`);
    if (limited && root && random(2)) parts.push(`offset: ${random(3)}`);
    const followed = Object.keys(relations).filter(() => depth < DEPTH && left > 0 && random(3) === 0 && left-- > 0);
    const nested = followed.map((name) => {
      const relation = relations[name];
      const inner = { one: is(relation, One), depth: depth + 1 };
      return `${name}: ${random(4) ? config(keyOf(relation.referencedTable), inner) : true}`;
    });
    if (nested.length) parts.push(`with: { ${nested.join(', ')} }`);
    return `{ ${parts.join(', ')} }`;
  }

  const lines = [];
  for (let i = 0; i < n; i++) {
    left = LEVELS;
    const key = pick(Object.keys(tables));
    lines.push(`  q${i}: defineQuery((db) => db.query.${key}.${random(5) ? 'findMany' : 'findFirst'}(${config(key, { root: true, depth: 0 })})),`);
  }
  return `import { defineQuery } from 'weave-orm';\n\nexport const randomQueries = {\n${lines.join('\n')}\n};\nexport const calls = {};\n`;
}
