// index.js - weave's words at run time: a query runs on a Drizzle database with the text weave reads.
//
// It is a CommonJS module that ES modules import by name: drizzle-kit loads schema files with
// require(), and on Node 18 that cannot load anything else. What the words mean is in index.d.ts.
'use strict';

/** Drizzle is loaded when a query first runs: a file that only defines queries doesn't need it. */
const drizzle = () => require('drizzle-orm');

// ------------------------------------------------------------------------------------------------
// Parameters
// ------------------------------------------------------------------------------------------------

/** One `${'name: TYPE'}`, as written. */
class Parameter {
  constructor(name, type, nullable, list) {
    Object.assign(this, { name, type, nullable, list });
  }
}

const TYPES = ['int', 'real', 'text', 'blob', 'bool', 'timestamp', 'timestamp_ms', 'bigint', 'json', 'any'];
const SPEC = /^\s*([A-Za-z_$][\w$]*)(\?|\[\])?\s*(?::\s*([A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?)(\?|\[\])?)?\s*$/;

function parseParameter(text) {
  const match = SPEC.exec(text);
  if (!match) throw new TypeError(`'${text}' is not a parameter: write 'name', 'name?', 'name[]' or 'name: TYPE'`);
  const [, name, mark, type, typeMark] = match;
  if (type && !type.includes('.') && !TYPES.includes(type))
    throw new TypeError(`parameter '${name}': there is no type '${type}'; there are ${TYPES.join(' ')}`);
  const marks = [mark, typeMark];
  return new Parameter(name, type, marks.includes('?'), marks.includes('[]'));
}

/** One name is one parameter: what one place declares holds in the others. */
function declare(parameters, found) {
  const known = parameters.get(found.name);
  if (!known) return void parameters.set(found.name, { ...found });
  if (found.type && known.type && found.type !== known.type)
    throw new TypeError(`parameter '${found.name}' is declared as ${known.type} and as ${found.type}`);
  if (found.list !== known.list) throw new TypeError(`parameter '${found.name}' is a list in one place only`);
  known.type ??= found.type;
  known.nullable ||= found.nullable;
}

// ------------------------------------------------------------------------------------------------
// Values: bound as the C side binds them. Integers travel as bigint, because better-sqlite3 binds
// every number as REAL.
// ------------------------------------------------------------------------------------------------

function integer(value) {
  if (typeof value === 'bigint') return value;
  return Number.isSafeInteger(value) ? BigInt(value) : undefined;
}

function moment(value, unit) {
  return value instanceof Date ? integer(Math.floor(value.getTime() / unit)) : integer(value);
}

function boolean(value) {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return value === 0 || value === 1 ? BigInt(value) : undefined;
}

function real(value) {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
}

function undeclared(value) {
  if (typeof value === 'string' || value instanceof Uint8Array) return value;
  if (typeof value === 'boolean') return boolean(value);
  if (typeof value === 'object' && !(value instanceof Date)) return JSON.stringify(value);
  return integer(value) ?? real(value);
}

/** Each gives the value to bind, or undefined if it isn't one. */
const ENCODERS = {
  int: integer,
  bigint: integer,
  timestamp: (value) => moment(value, 1000),
  timestamp_ms: (value) => moment(value, 1),
  bool: boolean,
  real,
  text: (value) => (typeof value === 'string' ? value : undefined),
  blob: (value) => (value instanceof Uint8Array ? value : undefined),
  json: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  any: undeclared,
};

function refuse(name, type, value) {
  if (value instanceof Date)
    throw new TypeError(
      `parameter '${name}': a Date needs a declared type, '${name}: timestamp' or '${name}: timestamp_ms'`,
    );
  throw new TypeError(
    `parameter '${name}': ${String(value)} (${typeof value}) is not ${type ? `of type ${type}` : 'a value of SQLite'}`,
  );
}

function encode({ name, type, nullable }, value) {
  if (value === null || value === undefined) {
    if (type && type !== 'any' && !nullable && !type.includes('.'))
      throw new TypeError(`parameter '${name}' is not nullable`);
    return null;
  }
  const bound = (ENCODERS[type] ?? undeclared)(value);
  return bound === undefined ? refuse(name, type, value) : bound;
}

// ------------------------------------------------------------------------------------------------
// Fragments
// ------------------------------------------------------------------------------------------------

class When {
  constructor(name, fragment) {
    this.name = parseParameter(name).name;
    this.fragment = fragment;
  }
}

class OrderBy {
  constructor(name, choices) {
    this.name = parseParameter(name).name;
    this.choices = choices;
    if (Object.keys(choices).length === 0) throw new TypeError(`orderBy('${name}'): there is nothing to choose from`);
  }

  choose(given) {
    const keys = Object.keys(this.choices);
    if (keys.includes(given[this.name])) return this.choices[given[this.name]];
    throw new TypeError(`parameter '${this.name}' is one of ${keys.map((key) => `'${key}'`).join(', ')}`);
  }
}

/** Whether a value is a statement of Drizzle's own: the other things with a getSQL() are text, values and names. */
function isBuilder(value) {
  const { is, SQL, Column, Name, Param, StringChunk, Subquery, Table, View } = drizzle();
  const others = [SQL.Aliased, Column, Name, Param, StringChunk, Subquery, Table, View];
  return typeof value.getSQL === 'function' && !others.some((kind) => is(value, kind));
}

/** What a template interpolates, as a flat list of Drizzle's chunks, parameters, When and OrderBy. */
function flatten(value, parameters) {
  const { is, SQL, Param, Placeholder, StringChunk } = drizzle();
  const parameter = (text) => {
    const found = parseParameter(text);
    declare(parameters, found);
    return [found];
  };
  const nested = (part) => flatten(part, parameters);

  if (typeof value === 'string') return parameter(value);
  if (value instanceof When) return [{ when: value.name, parts: nested(value.fragment) }];
  if (value instanceof OrderBy) {
    const choices = Object.entries(value.choices).map(([key, part]) => [key, nested(part)]);
    return [{ orderBy: value.name, choices: new Map(choices) }];
  }
  if (value === undefined) throw new TypeError('undefined stands in a query');
  if (value === null || typeof value !== 'object') return [new Param(value === null ? null : undeclared(value))];
  if (Array.isArray(value)) {
    const items = value.flatMap((item, i) => [...(i ? [new StringChunk(', ')] : []), ...nested(item)]);
    return [new StringChunk('('), ...items, new StringChunk(')')];
  }
  if (is(value, Placeholder)) return parameter(value.name);
  if (is(value, Param) && is(value.value, Placeholder)) return parameter(value.value.name);
  if (is(value, SQL)) return value.queryChunks.filter((chunk) => chunk !== undefined).flatMap(nested);
  return isBuilder(value) ? nested(value.getSQL()) : [value];
}

/** Whether the text so far leaves `ORDER BY` to orderBy(). */
function lacksOrderBy(parts) {
  const last = parts.at(-1);
  const text = last && drizzle().is(last, drizzle().StringChunk) ? last.value.join('') : '';
  return !/(\border\s+by|,)\s*$/i.test(text);
}

// ------------------------------------------------------------------------------------------------
// Queries
// ------------------------------------------------------------------------------------------------

/** A list of rows, for (a, b) IN. */
function rowsOf(rows, declared) {
  const { Param, StringChunk } = drizzle();
  const separated = (items, text) => items.flatMap((item, i) => (i ? [new StringChunk(text), ...item] : item));
  const row = (values) => [
    new StringChunk('('),
    ...separated(
      values.map((value) => [new Param(encode(declared, value))]),
      ', ',
    ),
    new StringChunk(')'),
  ];
  return [new StringChunk('(VALUES '), ...separated(rows.map(row), ', '), new StringChunk(')')];
}

/** Fills the flat list with one call's values. */
function fill(parts, parameters, given) {
  const { Param, StringChunk } = drizzle();
  const bind = (part) => {
    const declared = parameters.get(part.name);
    const value = given[part.name];
    if (value === undefined && !declared.nullable) throw new TypeError(`parameter '${part.name}' is missing`);
    if (!part.list) return [new Param(encode(declared, value))];
    if (!Array.isArray(value)) throw new TypeError(`parameter '${part.name}' is a list`);
    if (value.length && value.every(Array.isArray)) return rowsOf(value, declared);
    const items = value.map((item) => new Param(encode(declared, item)));
    return [
      new StringChunk('('),
      ...items.flatMap((item, i) => (i ? [new StringChunk(', '), item] : [item])),
      new StringChunk(')'),
    ];
  };
  const isGiven = (name) => (parameters.has(name) ? given[name] !== undefined : Boolean(given[name]));

  const filled = [];
  for (const part of parts) {
    if (part instanceof Parameter) filled.push(...bind(part));
    else if (part.when) filled.push(...(isGiven(part.when) ? fill(part.parts, parameters, given) : []));
    else if (part.orderBy) {
      const choice = part.choices.get(given[part.orderBy]);
      if (!choice)
        throw new TypeError(
          `parameter '${part.orderBy}' is one of ${[...part.choices.keys()].map((key) => `'${key}'`).join(', ')}`,
        );
      if (lacksOrderBy(filled)) filled.push(new StringChunk('ORDER BY '));
      filled.push(...fill(choice, parameters, given));
    } else filled.push(part);
  }
  return filled;
}

/** The names a call may give. */
function namesOf(parts) {
  return parts.flatMap((part) => {
    if (part instanceof Parameter) return [part.name];
    if (part.when) return [part.when, ...namesOf(part.parts)];
    if (part.orderBy) return [part.orderBy, ...[...part.choices.values()].flatMap(namesOf)];
    return [];
  });
}

const then = (result, use) => (typeof result?.then === 'function' ? result.then(use) : use(result));

function checkRows(cardinality, rows) {
  if (cardinality === 'one' && rows.length === 0) throw new Error('the query states one row and gave none');
  if ((cardinality === 'one' || cardinality === 'optional') && rows.length > 1)
    throw new Error(
      `the query states ${cardinality === 'one' ? 'one row' : 'at most one row'} and gave ${rows.length}`,
    );
  return rows;
}

/** A query written in SQL. */
class TemplateQuery {
  constructor(cardinality, strings, values) {
    this.cardinality = cardinality;
    this.strings = strings;
    this.values = values;
  }

  get plan() {
    const { StringChunk } = drizzle();
    const parameters = new Map();
    const parts = this.strings.flatMap((text, i) => [
      ...(text ? [new StringChunk(text)] : []),
      ...(i < this.values.length ? flatten(this.values[i], parameters) : []),
    ]);
    const plan = { parts, parameters, names: new Set(namesOf(parts)) };
    Object.defineProperty(this, 'plan', { value: plan });
    return plan;
  }

  toSQL(given = {}) {
    const { parts, parameters, names } = this.plan;
    for (const name of Object.keys(given))
      if (!names.has(name))
        throw new TypeError(`the query has no parameter '${name}'; it has ${[...names].join(', ') || 'none'}`);
    return new (drizzle().SQL)(fill(parts, parameters, given));
  }

  all(db, given) {
    return then(db.all(this.toSQL(given)), (rows) => checkRows(this.cardinality, rows));
  }

  get(db, given) {
    return then(this.all(db, given), (rows) => rows[0]);
  }

  run(db, given) {
    return db.run(this.toSQL(given));
  }
}

/** Drizzle's findFirst() gives its row bare. */
function asRows(result) {
  if (Array.isArray(result)) return result;
  return result === undefined ? [] : [result];
}

/** What the call that is being built was given; undefined while none is. */
let building;

/** Whether a fragment of Drizzle's holds the placeholder. */
function holds(value, name) {
  const { is, SQL, Param, Placeholder } = drizzle();
  if (is(value, Placeholder)) return value.name === name;
  if (is(value, Param)) return holds(value.value, name);
  if (Array.isArray(value)) return value.some((item) => holds(item, name));
  return is(value, SQL) && value.queryChunks.some((chunk) => holds(chunk, name));
}

/** A query written in Drizzle's own words: Drizzle prepares it, and maps its rows. */
class BuiltQuery {
  constructor(cardinality, build) {
    this.cardinality = cardinality;
    this.build = build;
  }

  /** What is not chosen is undefined, which Drizzle leaves out. */
  built(db, given) {
    building = given;
    try {
      return this.build(db);
    } finally {
      building = undefined;
    }
  }

  all(db, given = {}) {
    return then(this.built(db, given).prepare().all(given), (rows) => checkRows(this.cardinality, asRows(rows)));
  }

  get(db, given) {
    return then(this.all(db, given), (rows) => rows[0]);
  }

  run(db, given = {}) {
    return this.built(db, given).prepare().run(given);
  }
}

function queryWord(cardinality) {
  return (first, ...values) => {
    if (typeof first === 'function') return new BuiltQuery(cardinality, first);
    if (Array.isArray(first) && Array.isArray(first.raw)) return new TemplateQuery(cardinality, [...first], values);
    throw new TypeError('defineQuery is written before a template, or takes a function of the database');
  };
}

const defineQuery = Object.assign(queryWord(undefined), {
  one: queryWord('one'),
  optional: queryWord('optional'),
  many: queryWord('many'),
  exec: queryWord('exec'),
});

function when(name, fragment) {
  const choice = new When(name, fragment);
  if (!building) return choice;
  const given = building[choice.name];
  return (holds(fragment, choice.name) ? given !== undefined : Boolean(given)) ? fragment : undefined;
}

function orderBy(name, choices) {
  const choice = new OrderBy(name, choices);
  return building ? choice.choose(building) : choice;
}

const defineModel = (table, options = {}) => ({ table, options });
const defineSeed = (table, rows) => ({ table, rows });
const defineWeave = (config) => config;

module.exports = { defineQuery, when, orderBy, defineModel, defineSeed, defineWeave, ...require('./collections.js') };
