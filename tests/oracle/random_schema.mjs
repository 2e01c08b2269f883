// random_schema.mjs - schemas that nobody thought of: made from a seed, printed as TypeScript, and made smaller.
//
// A schema is plain JSON: tables with columns and extras, views. What names something that is no longer there is left
// out when it is printed, so that any part may be taken away.

/** Numbers from a seed (mulberry32): always the same ones. */
function randomFrom(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n) => Math.floor(next() * n);
  const chance = (p) => next() < p;
  const pick = (list) => list[below(list.length)];
  const some = (list, least, most) => {
    const left = [...list];
    const n = Math.min(left.length, least + below(most - least + 1));
    return Array.from({ length: n }, () => left.splice(below(left.length), 1)[0]);
  };
  return { below, chance, pick, some };
}

const quote = (text) => JSON.stringify(text).replace(/\u2028|\u2029/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);

// --- words

const WORDS = ['id', 'name', 'userId', 'created_at', 'HTTPServer', 'isOK', 'order', 'group', 'a', 'b2', 'value_', 'x1Y2', 'größe', '$cash', 'select', 'Index'];
const ODD = [
  ...['two words', 'da-sh', 'do.t', "it's", '10', '2', '01', '1a', 'say "x"', '名前', '%', 'with,comma', 'semi;colon'],
  ...['a`b', 'a\\b', 'null', '__proto', '_lead', 'trail_', 'a__b', 'toString2', 'émile', 'ABC'],
];
const STRINGS = ['', 'x', 'plain', 'two words', "it's", 'say "hi"', 'a\nb', 'tab\t', 'back\\slash', '`tick`', '${x}', 'Grüße 🧵', 'a;b', 'a,b', '--', '/* */', 'null', '1', "''", '(x)'];
const NUMBERS = ['0', '1', '-1', '42', '1.5', '-0.25', '1e21', '1e-7', '0x1F', '1_000', '9007199254740991', '2 ** 8', '60 * 60', '.5', '7 % 4', '1 / 3'];
const SQL_DEFAULTS = [
  'CURRENT_TIMESTAMP',
  '(unixepoch())',
  "(datetime('now'))",
  '(1 + 2)',
  "'x'",
  'NULL',
  "(lower(hex(randomblob(4))))",
  "(cast(unixepoch('subsec') * 1000 as integer))",
  "x'00ff'",
  '-1',
  "('a' || 'b')",
];
const JSONS = ['[]', '{}', '{ a: 1, b: [true, null] }', "['x', 'y']", '{ t: "it\'s" }', '{ d: new Date(0) }', '{ u: undefined, n: 1e21 }', "[{ 'k-1': '' }]", '[1, 2]', "{ a: { b: 'c' } }"];
const ACTIONS = ['cascade', 'restrict', 'set null', 'set default', 'no action'];

function names(r) {
  const used = new Set();
  return (p = 0.06) => {
    let name = r.chance(p) ? r.pick(ODD) : r.pick(WORDS);
    if (r.chance(0.3)) name += r.pick(['Two', '_three', '4', 'ID']);
    while (used.has(name.toLowerCase())) name += r.below(10);
    used.add(name.toLowerCase());
    return name;
  };
}

// --- columns

function builder(r) {
  const options = [];
  const fn = r.pick(['text', 'text', 'text', 'integer', 'integer', 'integer', 'int', 'real', 'numeric', 'blob', 'custom', 'sized']);
  if (fn === 'text') {
    if (r.chance(0.2)) options.push(`length: ${r.pick(['1', '20', '255', 'LIMIT'])}`);
    if (r.chance(0.2)) options.push(`enum: ${r.pick(["['a', 'b']", 'KINDS', '[...KINDS, "z"]'])}`);
    else if (r.chance(0.25)) options.push("mode: 'json'");
  } else if ((fn === 'integer' || fn === 'int') && r.chance(0.6)) {
    options.push(`mode: '${r.pick(['number', 'boolean', 'timestamp', 'timestamp_ms'])}'`);
  } else if (fn === 'numeric' && r.chance(0.5)) {
    options.push(`mode: '${r.pick(['string', 'number', 'bigint'])}'`);
  } else if (fn === 'blob' && r.chance(0.7)) {
    options.push(`mode: '${r.pick(['buffer', 'json', 'bigint'])}'`);
  } else if (fn === 'sized') {
    options.push(`size: ${r.pick(['3', 'LIMIT', '2 + 2'])}`);
  }
  return { fn, options };
}

function defaultOf(r) {
  const sql = () => `sql\`${r.pick(SQL_DEFAULTS)}\``;
  return r.pick([
    () => quote(r.pick(STRINGS)),
    () => quote(r.pick(STRINGS)),
    () => r.pick(NUMBERS),
    () => r.pick(NUMBERS),
    () => r.pick(['true', 'false', '!true', '1 > 2']),
    sql,
    sql,
    () => r.pick(JSONS),
    () => r.pick(['null', 'undefined', 'new Date(0)', "new Date('2020-02-29T12:00:00Z')"]),
    () => r.pick(['KINDS[0]', 'LIMIT', 'OPTIONS.word', 'OPTIONS.deep.n', 'Level.High', 'Colour.Red', 'NOW', 'OPTIONS.none ?? 5']),
    () => r.pick(['`t ${LIMIT}`', "LIMIT > 5 ? 'big' : 'small'", "KINDS.join('-')", "KINDS.map((k) => k.toUpperCase())", "'ab'.repeat(2)"]),
    () => `sql.raw(${quote(r.pick(SQL_DEFAULTS))})`,
    () => `sql\`(${'${NOW}'} + ${'${sql.raw(String(LIMIT))}'})\``,
  ])();
}

function column(r, key, name, targets) {
  const made = { key, name: r.chance(0.35) ? null : name, ...builder(r), calls: [] };
  const calls = [];
  if (r.chance(0.35)) calls.push({ text: '.notNull()' });
  if (r.chance(0.4)) calls.push({ text: `.default(${defaultOf(r)} as never)` });
  else if (r.chance(0.05) && /timestamp/.test(made.options.join())) calls.push({ text: '.defaultNow()' });
  if (r.chance(0.12)) calls.push({ text: r.chance(0.5) ? '.unique()' : `.unique(${quote(`u_${r.pick(WORDS)}_${r.below(1000)}`)})` });
  if (r.chance(0.1)) calls.push({ text: r.pick(['.$type<string>()', '.$defaultFn(() => crypto.randomUUID() as never)', '.$onUpdate(() => new Date() as never)', '.$default(() => 1 as never)']) });
  if (targets.length && r.chance(0.2)) {
    const options = [];
    if (r.chance(0.5)) options.push(`onDelete: '${r.pick(ACTIONS)}'`);
    if (r.chance(0.3)) options.push(`onUpdate: '${r.pick(ACTIONS)}'`);
    calls.push({ to: r.pick(targets), options, body: r.chance(0.2) });
  }
  made.calls = r.some(calls, calls.length, calls.length); // in any order
  return made;
}

// --- expressions: lists of text and { column: KEY }

const literal = (r) => r.pick(['0', '1', "'x'", "'it''s'", "'a;b'", 'null', "'a,b'", '-2.5']);

function expression(r, keys, depth = 0) {
  const part = () => (r.chance(0.7) ? [{ column: r.pick(keys) }] : [literal(r)]);
  if (depth < 2 && r.chance(0.3)) return [...expression(r, keys, depth + 1), r.pick([' and ', ' or ', ' || ']), ...expression(r, keys, depth + 1)];
  return r.pick([
    () => [...part(), ' ', r.pick(['=', '<>', '<', '>=', 'is', 'is not']), ' ', ...part()],
    () => ['lower(', ...part(), ')'],
    () => ['length(trim(', ...part(), ')) > 0'],
    () => (r.chance(0.3) ? ['coalesce(', ...part(), ', ', ...part(), ')'] : ['abs(', ...part(), ')']),
    () => [{ column: r.pick(keys) }, ' in (', literal(r), ')'],
    () => ['(', ...part(), ' + ', ...part(), ')'],
    () => [{ column: r.pick(keys) }, r.pick([' = ', ' > ']), r.chance(0.3) ? { value: r.pick(['3', "'x'", 'LIMIT']) } : literal(r)],
    () => [{ column: r.pick(keys) }, ' in ', r.chance(0.3) ? { value: "['a', 'b']" } : "('a', 'b')"],
    () => [{ table: true }, '.rowid > 0 or ', { column: r.pick(keys) }, ' is null'],
    () => [{ column: r.pick(keys) }, ' is null', r.pick(['', ' -- or not', ' /* or not */'])],
  ])();
}

/** What may stand in where(), check() and a view's where(): sql, or Drizzle's operators. */
function condition(r, keys, depth = 0) {
  if (r.chance(0.45)) return { sql: expression(r, keys) };
  if (depth < 2 && r.chance(0.35))
    return { operator: r.pick(['and', 'or', 'not']), of: [condition(r, keys, depth + 1), condition(r, keys, depth + 1)] };
  if (r.chance(0.4)) return { operator: r.pick(['isNull', 'isNotNull']), column: r.pick(keys), values: [] };
  const operator = r.pick(['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'like']);
  return { operator, column: r.pick(keys), values: [r.pick(['sql`1`', 'sql`1`', "sql`'x'`", "sql`'x'`", "'it\\'s'", '5', 'LIMIT'])] };
}

// --- extras and views

function extras(r, table, targets) {
  const keys = table.columns.map((column) => column.key);
  const name = () => `${r.pick(['i', 'by', 'x y', 'Idx'])}_${table.id}_${r.below(100000)}`;
  const list = [];
  const n = r.chance(0.5) ? 1 + r.below(4) : 0;
  for (let i = 0; i < n; i++)
    list.push(
      r.pick([
        () => ({ kind: r.pick(['index', 'uniqueIndex']), name: name(), on: r.some(keys, 1, 3), where: null }),
        () => ({ kind: r.pick(['index', 'uniqueIndex']), name: name(), on: r.some(keys, 1, 2), where: condition(r, keys) }),
        () => ({ kind: 'index', name: name(), on: [r.pick([{ sql: expression(r, keys) }, { desc: r.pick(keys) }]), ...r.some(keys, 0, 1)], where: null }),
        () => ({ kind: 'unique', name: r.chance(0.5) ? name() : null, on: r.some(keys, 1, 3) }),
        () => ({ kind: 'check', name: name(), where: condition(r, keys) }),
        () => ({ kind: 'foreignKey', name: r.chance(0.3) ? name() : null, on: r.pick(keys), to: targets.length ? r.pick(targets) : null, action: r.chance(0.4) ? r.pick(ACTIONS) : null }),
      ])(),
    );
  const hasKey = table.columns.some((column) => column.calls.some((call) => call.text?.startsWith('.primaryKey')));
  if (r.chance(hasKey ? 0.02 : 0.4)) list.push({ kind: 'primaryKey', name: r.chance(0.3) ? name() : null, on: r.some(keys, 1, 3) });
  return list;
}

function view(r, table, i) {
  const keys = table.columns.map((column) => column.key);
  const made = { id: `v${i}`, name: `view_${i}`, of: table.id };
  if (r.chance(0.3)) return { ...made, sql: ['select ', { column: r.pick(keys) }, ' as "c" from ', { table: true }] };
  return {
    ...made,
    select: r.chance(0.3) ? [] : r.some(keys, 1, 3),
    where: r.chance(0.6) ? condition(r, keys) : null,
    order: r.chance(0.3) ? r.pick(keys) : null,
    limit: r.chance(0.2) ? 5 : null,
  };
}

/** A schema from a seed. */
export function randomSchema(seed) {
  const r = randomFrom(seed);
  const casing = r.chance(0.25) ? r.pick(['snake_case', 'camelCase']) : null;
  const tableName = names(r);
  const shared = [];
  if (r.chance(0.3)) shared.push(column(r, 'sharedOne', 'shared_one', []), column(r, 'sharedTwo', 'sharedTwo', []));
  const tables = [];
  const n = 1 + r.below(4);
  for (let i = 0; i < n; i++) {
    const columnName = names(r);
    const id = `t${i}`;
    const targets = tables.flatMap((table) => table.columns.map(({ key }) => ({ table: table.id, key })));
    const columns = Array.from({ length: 1 + r.below(7) }, () => {
      const key = columnName();
      return column(r, key, r.chance(0.5) ? key : columnName(), targets);
    });
    const key = r.chance(0.5) ? r.pick(columns) : null;
    if (key) key.calls.unshift({ text: r.chance(0.3) && /^int/.test(key.fn) ? '.primaryKey({ autoIncrement: true })' : '.primaryKey()' });
    const table = { id, name: tableName(), columns, shared: shared.length > 0 && r.chance(0.5), creator: r.chance(0.15), callback: r.chance(0.15), exported: r.pick(['const', 'const', 'list', 'renamed']), extras: [], form: r.pick(['array', 'array', 'object', 'block', 'destructured']) };
    table.extras = extras(r, table, targets);
    tables.push(table);
  }
  const views = r.chance(0.25) ? [view(r, r.pick(tables), 0)] : [];
  return { casing, shared, tables, views };
}

// --- printing

const isName = (key) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key);
const member = (of, key) => (isName(key) ? `${of}.${key}` : `${of}[${quote(key)}]`);

const HEAD = `import { and, desc, eq, gt, gte, isNotNull, isNull, like, lt, lte, ne, not, or, sql } from 'drizzle-orm';
import { blob, check, customType, foreignKey, index, int, integer, numeric, primaryKey, real, sqliteTable, sqliteTableCreator, sqliteView, text, unique, uniqueIndex, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core';

const LIMIT = 12;
const KINDS = ['a', 'b'] as const;
const OPTIONS = { word: 'w', deep: { n: 3 }, none: undefined };
const NOW = sql\`(unixepoch())\`;
enum Level { Low, High = 7 }
enum Colour { Red = 'red' }
const custom = customType<{ data: string }>({ dataType: () => 'text' });
const sized = customType<{ data: string; config: { size: number } }>({ dataType: (config) => \`char(\${config?.size})\` });
const prefixed = sqliteTableCreator((name) => \`app_\${name}\`);
`;

function printer(schema) {
  const find = (id) => schema.tables.find((table) => table.id === id);
  const columnsOf = (table) => [...table.columns, ...(table.shared ? schema.shared : [])];
  const has = (table, key) => table !== undefined && columnsOf(table).some((column) => column.key === key);

  const sqlText = (parts, table, of) =>
    `sql\`${parts
      .map((part) => {
        if (typeof part === 'string') return part.replace(/[\\`]|\$\{/g, '\\$&');
        if (part.table) return `\${${table.id}}`;
        if (part.value) return `\${${part.value}}`;
        return has(table, part.column) ? `\${${member(of, part.column)}}` : '1';
      })
      .join('')}\``;

  function conditionText(condition, table, of) {
    if (condition.sql) return sqlText(condition.sql, table, of);
    if (condition.of) {
      const parts = condition.of.map((part) => conditionText(part, table, of)).filter(Boolean);
      if (parts.length === 0) return null;
      return condition.operator === 'not' ? `not(${parts[0]})` : `${condition.operator}(${parts.join(', ')})!`;
    }
    if (!has(table, condition.column)) return null;
    return `${condition.operator}(${[member(of, condition.column), ...condition.values].join(', ')} ${condition.values.length ? 'as never' : ''})`;
  }

  function columnText({ key, name, fn, options, calls }, from = '') {
    const args = [...(name === null ? [] : [quote(name)]), ...(options.length ? [`{ ${options.join(', ')} }`] : [])];
    const chain = calls.map((call) => {
      if (call.text) return call.text;
      if (!has(find(call.to.table), call.to.key)) return '';
      const target = member(call.to.table, call.to.key);
      const options = call.options.length ? `, { ${call.options.join(', ')} }` : '';
      return `.references((): AnySQLiteColumn => ${call.body ? `{ return ${target}; }` : target}${options})`;
    });
    const of = from && !['custom', 'sized', 'int'].includes(fn) ? `${from}.` : '';
    return `${isName(key) ? key : quote(key)}: ${of}${fn}(${args.join(', ')})${chain.join('')}`;
  }

  function extraText(extra, table, of) {
    const on = [extra.on ?? []].flat().filter((part) => part.sql || has(table, part.desc ?? part));
    const columnOf = (part) => (part.desc ? `desc(${member(of, part.desc)})` : member(of, part));
    const columns = on.map((part) => (part.sql ? sqlText(part.sql, table, of) : columnOf(part)));
    const where = extra.where ? conditionText(extra.where, table, of) : null;
    const name = extra.name ? quote(extra.name) : '';
    if (extra.kind === 'check') return where && `check(${name}, ${where})`;
    if (columns.length === 0) return null;
    if (extra.kind === 'primaryKey') return `primaryKey({ ${name && `name: ${name}, `}columns: [${columns.join(', ')}] })`;
    if (extra.kind === 'foreignKey') {
      if (!extra.to || !has(find(extra.to.table), extra.to.key)) return null;
      const target = member(extra.to.table, extra.to.key);
      return `foreignKey({ ${name && `name: ${name}, `}columns: [${columns[0]}], foreignColumns: [${target}] })${extra.action ? `.onDelete('${extra.action}')` : ''}`;
    }
    return `${extra.kind}(${name}).on(${columns.join(', ')})${where ? `.where(${where})` : ''}`;
  }

  function extrasText(table) {
    const of = table.form === 'destructured' ? 'rest' : 't';
    const list = table.extras.map((extra) => extraText(extra, table, of)).filter(Boolean);
    if (list.length === 0) return '';
    const object = `{ ${list.map((text, i) => `k${i}: ${text}`).join(', ')} }`;
    if (table.form === 'object') return `, (t) => (${object})`;
    if (table.form === 'block') return `, (t) => {\n  return ${object};\n}`;
    return `, (${of === 'rest' ? '{ ...rest }' : 't'}) => [\n  ${list.join(',\n  ')},\n]`;
  }

  function tableText(table) {
    const columns = table.columns.map((column) => columnText(column, table.callback ? 'c' : ''));
    if (table.shared && schema.shared.length) columns.push('...shared()');
    const object = `{\n  ${columns.join(',\n  ')},\n}`;
    const made = `${table.creator ? 'prefixed' : 'sqliteTable'}(${quote(table.name)}, ${table.callback ? `(c) => (${object})` : object}${extrasText(table)})`;
    const exported = { const: '', list: `\nexport { ${table.id} };`, renamed: `\nexport { ${table.id} as z${table.id} };` }[table.exported];
    return `${exported === '' ? 'export ' : ''}const ${table.id} = ${made};${exported}`;
  }

  function viewText(view) {
    const table = find(view.of);
    if (!table) return '';
    const start = `export const ${view.id} = sqliteView(${quote(view.name)}`;
    if (view.sql) return `${start}, { c: text('c') }).as(${sqlText(view.sql, table, table.id)});`;
    const keys = view.select.filter((key) => has(table, key));
    const select = keys.length ? `{ ${keys.map((key) => `${quote(key)}: ${member(table.id, key)}`).join(', ')} }` : '';
    const where = view.where ? conditionText(view.where, table, table.id) : null;
    const order = view.order && has(table, view.order) ? `.orderBy(${member(table.id, view.order)})` : '';
    const rest = `${where ? `.where(${where})` : ''}${order}${view.limit ? `.limit(${view.limit})` : ''}`;
    return `${start}).as((qb) => qb.select(${select}).from(${table.id})${rest});`;
  }

  return { columnText, tableText, viewText };
}

/** A schema as TypeScript; of what stands before the tables only what they use. */
export function printSchema(schema) {
  const { columnText, tableText, viewText } = printer(schema);
  const body = [
    ...(schema.shared.length ? [`const shared = () => ({\n  ${schema.shared.map((column) => columnText(column)).join(',\n  ')},\n});`] : []),
    ...schema.tables.map(tableText),
    ...schema.views.map(viewText),
  ].join('\n');
  const uses = (line) => {
    const name = /^(?:const|enum) (\w+)/.exec(line)?.[1];
    return !name || new RegExp(`\\b${name}\\b`).test(body);
  };
  return `${schema.casing ? `// casing: ${schema.casing}\n` : ''}${HEAD.split('\n').filter(uses).join('\n')}\n${body}\n`;
}

// --- shrinking

/** Every schema that is this one without one element of a list, or one value that may be null. */
function* smaller(schema) {
  const paths = [];
  const walk = (value, path) => {
    if (Array.isArray(value)) value.forEach((_, i) => paths.push([...path, i]));
    if (value && typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) {
        if (!Array.isArray(value) && ['casing', 'where', 'order', 'limit', 'action', 'name', 'shared', 'creator', 'callback', 'body'].includes(key) && inner && !Array.isArray(inner)) paths.push([...path, key]);
        walk(inner, [...path, key]);
      }
  };
  walk(schema, []);
  for (const path of paths) {
    const copy = structuredClone(schema);
    const last = path.at(-1);
    const holder = path.slice(0, -1).reduce((value, key) => value[key], copy);
    if (last === 'name' && path.length <= 3) continue; // a table's or a view's own
    if (Array.isArray(holder)) holder.splice(last, 1);
    else holder[last] = null;
    yield copy;
  }
}

/** The smallest schema found of which `isBad` still holds. */
export async function shrink(schema, isBad) {
  for (let again = true; again; ) {
    again = false;
    for (const candidate of smaller(schema))
      if (await isBad(candidate)) {
        schema = candidate;
        again = true;
        break;
      }
  }
  return schema;
}
