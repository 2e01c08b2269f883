/**
 * weave-orm: the words of weave's queries and models.
 *
 * weave reads a schema file without running it and makes C of what it finds. The same file runs
 * under Node with this package: a query is then sent to a Drizzle database, with the SQL that weave
 * validated and with the values bound as the C does it.
 *
 *     import { defineQuery } from 'weave-orm';
 *
 *     export const mediaQueries = {
 *       getById: defineQuery`SELECT * FROM media WHERE id = ${'id'}`,
 *     };
 *
 *     const row = mediaQueries.getById.get(db, { id: 1 });
 */

import type { Column, Placeholder, SQL, SQLWrapper, Table, View } from 'drizzle-orm';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

export * from './collections';

// ------------------------------------------------------------------------------------------------
// Parameters, read from the text of the strings
// ------------------------------------------------------------------------------------------------

/**
 * What the TypeScript of each declared type is. Timestamps are given as a Date, or as the number
 * that is stored. JSON is given as a value, or as a string that is its text already.
 */
interface ParameterTypes {
  int: number | bigint;
  bigint: number | bigint;
  real: number | bigint;
  text: string;
  blob: Uint8Array;
  bool: boolean;
  timestamp: Date | number | bigint;
  timestamp_ms: Date | number | bigint;
  json: unknown;
  any: Undeclared;
}

/** A parameter whose type weave infers and TypeScript doesn't see. An object is JSON; a Date has to be declared. */
type Undeclared =
  string | number | bigint | boolean | Uint8Array | { readonly [key: string]: unknown } | readonly unknown[] | null;

type Trim<S extends string> = S extends ` ${infer R}` | `${infer R} ` | `\n${infer R}` | `${infer R}\n` ? Trim<R> : S;

interface Spec<Name extends string, Type extends string, Nullable extends boolean, List extends boolean> {
  name: Name;
  type: Type;
  nullable: Nullable;
  list: List;
}

/** `'name: TYPE'`, the marks `?` and `[]` behind either. */
type ParseSpec<S extends string> = S extends `${infer N}:${infer T}` ? Marked<Trim<N>, Trim<T>> : Marked<Trim<S>, ''>;
type Marked<N extends string, T extends string> = N extends `${infer M}?`
  ? Spec<Trim<M>, Bare<T>, true, false>
  : N extends `${infer M}[]`
    ? Spec<Trim<M>, Bare<T>, false, true>
    : T extends `${infer U}?`
      ? Spec<N, Trim<U>, true, false>
      : T extends `${infer U}[]`
        ? Spec<N, Trim<U>, false, true>
        : Spec<N, T, false, false>;
type Bare<T extends string> = T extends `${infer U}?` | `${infer U}[]` ? Trim<U> : T;

/** One name is one parameter, whatever is said of it in whichever place. */
type DeclaredType<S extends Spec<string, string, boolean, boolean>> = S['type'] extends infer T
  ? T extends keyof ParameterTypes
    ? ParameterTypes[T]
    : never
  : never;
type BareValue<S extends Spec<string, string, boolean, boolean>> = [Extract<S['type'], keyof ParameterTypes>] extends [
  never,
]
  ? Undeclared
  : DeclaredType<S> | (true extends S['nullable'] ? null : never);
type ValueOf<S extends Spec<string, string, boolean, boolean>> = true extends S['list']
  ? readonly BareValue<S>[]
  : BareValue<S>;

type Named<S, N> = Extract<S, { name: N }>;
type NameIn<S extends Spec<string, string, boolean, boolean>> = S['name'];
type NullableName<S extends Spec<string, string, boolean, boolean>> = Extract<S, { nullable: true }>['name'];

type ValuesOf<S extends Spec<string, string, boolean, boolean>> = {
  [N in Exclude<NameIn<S>, NullableName<S>>]: ValueOf<Named<S, N>>;
} & {
  [N in NullableName<S>]?: ValueOf<Named<S, N>>;
};

type SpecOf<V> = V extends string
  ? ParseSpec<V>
  : V extends Placeholder<infer N extends string>
    ? Spec<N, '', false, false>
    : never;

/** Parameters inside a fragment can't be read from its type: a query with fragments takes more names. */
type IsOpen<V> = V extends string | Placeholder | Column | Table | OrderBy<string, string> ? never : true;

type ChoicesOf<V extends readonly unknown[]> = {
  [C in V[number] as C extends OrderBy<infer N, string> ? N : never]: C extends OrderBy<string, infer K> ? K : never;
};
type ConditionsOf<V extends readonly unknown[]> = {
  [C in V[number] as C extends When<infer N> ? N : never]?: unknown;
};

/** The values a query is called with. */
type ParametersOf<V extends readonly unknown[]> = Simplify<
  ValuesOf<SpecOf<V[number]>> & ChoicesOf<V> & ConditionsOf<V>
> &
  ([IsOpen<V[number]>] extends [never] ? unknown : { readonly [name: string]: unknown });

type Simplify<T> = { [K in keyof T]: T[K] };

// ------------------------------------------------------------------------------------------------
// Queries
// ------------------------------------------------------------------------------------------------

/** A Drizzle database or transaction whose driver answers at once, better-sqlite3's for one. */
interface SyncDatabase {
  all(query: any): unknown[];
  run(query: any): unknown;
}

/** A Drizzle database or transaction whose driver answers with promises. */
interface AsyncDatabase {
  all(query: any): PromiseLike<unknown[]>;
  run(query: any): PromiseLike<unknown>;
}

/** A row as SQLite gives it: keyed by the names of the result columns, its values not converted. */
type Row = Record<string, unknown>;

type Given<P> = [keyof P] extends [never]
  ? [parameters?: Record<string, never>]
  : {} extends P
    ? [parameters?: P]
    : [parameters: P];

/**
 * A query that was written in SQL.
 *
 * The row type is the caller's claim, `all<{ id: number }>(db)`: what weave knows of a query's
 * columns stands in the generated C, not here. A call throws a TypeError for a parameter that is
 * missing, unknown, or not of its declared type.
 */
export interface Query<P = Row> {
  /** All rows. */
  all<R extends object = Row>(db: SyncDatabase, ...given: Given<P>): R[];
  all<R extends object = Row>(db: AsyncDatabase, ...given: Given<P>): Promise<R[]>;

  /** The first row, or undefined. A query stated as `one` throws if there is none. */
  get<R extends object = Row>(db: SyncDatabase, ...given: Given<P>): R | undefined;
  get<R extends object = Row>(db: AsyncDatabase, ...given: Given<P>): Promise<R | undefined>;

  /** Runs a statement that gives no rows; the driver's own account of it, with better-sqlite3 `changes` and `lastInsertRowid`. */
  run<D extends SyncDatabase | AsyncDatabase>(db: D, ...given: Given<P>): ReturnType<D['run']>;

  /** The query as Drizzle's SQL, its values bound. */
  toSQL(...given: Given<P>): SQL;
}

/** A query that was written in Drizzle's own words; its rows are what Drizzle makes of them. */
export interface BuiltQuery<R> {
  all(db: SyncDatabase, parameters?: Row): R[];
  all(db: AsyncDatabase, parameters?: Row): Promise<R[]>;
  get(db: SyncDatabase, parameters?: Row): R | undefined;
  get(db: AsyncDatabase, parameters?: Row): Promise<R | undefined>;
  run<D extends SyncDatabase | AsyncDatabase>(db: D, parameters?: Row): ReturnType<D['run']>;
}

type Operators = typeof import('drizzle-orm');

/** What `findMany` and `findFirst` are told. Which tables and relations there are is looked at by weave. */
export interface RelationalConfig {
  columns?: { [column: string]: boolean | undefined };
  with?: { [relation: string]: boolean | RelationalConfig | undefined };
  where?: SQL | ((columns: any, operators: Operators) => SQL | undefined) | { [condition: string]: any };
  orderBy?:
    | SQL
    | Column
    | readonly (SQL | Column)[]
    | ((columns: any, operators: Operators) => any)
    | { [column: string]: 'asc' | 'desc' | undefined };
  limit?: number | Placeholder;
  offset?: number | Placeholder;
  extras?: { [name: string]: any } | ((columns: any, operators: Operators) => { [name: string]: any });
}

/** `db.query.users` */
export interface RelationalTable {
  findMany(config?: RelationalConfig): any;
  findFirst(config?: RelationalConfig): any;
}

/** What a query in Drizzle's words is written on: `db.select()`, `db.insert(media)`, `db.query.media`, ... */
export type QueryBuilder = Omit<BaseSQLiteDatabase<'sync', any, Record<string, never>>, 'query'> & {
  query: { [table: string]: RelationalTable };
};

type BuiltRow<B> =
  B extends PromiseLike<infer R> ? (R extends readonly (infer T)[] ? T : R extends undefined ? never : R) : unknown;

/** What may stand in `${...}` of a query. */
export type Interpolated =
  | string
  | Placeholder
  | Table
  | Column
  | SQLWrapper
  | When<string>
  | OrderBy<string, string>
  | number
  | bigint
  | boolean;

/** Written before a template, or called with a function of the database. */
interface QueryWord {
  <const V extends readonly Interpolated[]>(strings: TemplateStringsArray, ...values: V): Query<ParametersOf<V>>;
  <B>(build: (db: QueryBuilder) => B): BuiltQuery<BuiltRow<B>>;
}

/**
 * A query in SQL. In `${...}` stand
 *
 * - a parameter: `'name'`, `'name?'` (may be NULL), `'name: TYPE'`, `'name[]'` (for IN; behind `(a, b) IN`
 *   its items are arrays of values), where TYPE is
 *   `int real text blob bool timestamp timestamp_ms bigint json any`, or `table.column`,
 * - a table or column of the schema,
 * - a fragment: Drizzle's sql`...`, whose strings are parameters too, `when(...)`, `orderBy(...)`.
 *
 * How many rows come back is inferred by weave; `defineQuery.one` and the others state it.
 */
export declare const defineQuery: QueryWord & {
  /** One row: none, or two, are an error. */
  one: QueryWord;
  /** One row or none: two are an error. */
  optional: QueryWord;
  /** Any number of rows. */
  many: QueryWord;
  /** No rows. */
  exec: QueryWord;
};

// ------------------------------------------------------------------------------------------------
// Fragments that depend on the call
// ------------------------------------------------------------------------------------------------

declare const brand: unique symbol;

/** Stands where Drizzle's sql`...` stands. */
export interface When<Name extends string> extends SQL {
  [brand]: ['when', Name];
}

export interface OrderBy<Name extends string, Choice extends string> extends SQL {
  [brand]: ['orderBy', Name, Choice];
}

/**
 * A fragment that is there only if the caller passes `name`.
 *
 *     defineQuery`SELECT * FROM media WHERE true ${when('type', sql`AND mime_type = ${'type: text'}`)}`
 *
 * In a query of Drizzle's own words it is called inside the function, and is undefined where it is not chosen:
 *
 *     defineQuery((db) => db.select().from(media).where(when('type', eq(media.mimeType, sql.placeholder('type')))))
 */
export declare function when<const Name extends string>(name: Name, fragment: SQL): When<Name>;

/**
 * An order the caller chooses by its name.
 *
 *     defineQuery`SELECT * FROM media ORDER BY ${orderBy('sort', { newest: sql`created_at DESC`, name: sql`uri` })}`
 */
export declare function orderBy<const Name extends string, Choice extends string>(
  name: Name,
  choices: Record<Choice, SQLWrapper>,
): OrderBy<Name, Choice>;

// ------------------------------------------------------------------------------------------------
// Models and configuration: for weave alone, nothing happens at run time
// ------------------------------------------------------------------------------------------------

type ColumnKey<T extends Table | View> = Extract<
  T extends Table ? keyof T['_']['columns'] : T extends View ? keyof T['_']['selectedFields'] : never,
  string
>;
type Direction = 'asc' | 'desc';

type Order<K extends string> = { [C in K]?: Direction };
type Selection<K extends string> = readonly K[] | { columns: readonly K[]; orderBy?: Order<K> };

/** What every table has; a view only reads, and without a primary key there is less. */
type DefaultOperation =
  'insert' | 'insertMany' | 'get' | 'list' | 'count' | 'update' | 'patch' | 'delete' | 'upsert';

type FilterKind = 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'likePrefix' | 'in';

/** What the rows that are found have in a column, or in one of several. */
type Filter<C> =
  | { [K in FilterKind]: Record<K, C | readonly [C]> }[FilterKind]
  | { eqAny: readonly [C, C, ...C[]] };

type HookMoment =
  | `${'before' | 'after'}${'Operation' | 'Save' | 'Create' | 'Update' | 'Delete'}`
  | 'afterSuccess'
  | 'afterError';

/** What a table gives in C beside the functions every table has. */
export interface ModelOptions<T extends Table | View> {
  /** Many rows, by the values of these columns. */
  selectBy?: readonly Selection<ColumnKey<T>>[];
  /** The first row with these values. */
  selectOneBy?: readonly Selection<ColumnKey<T>>[];
  /** The rows whose column contains a text, taken literally. */
  selectLike?: readonly ColumnKey<T>[];
  /** The row with these values, inserted if there is none, in one transaction. */
  selectByOrInsert?: readonly (readonly ColumnKey<T>[])[];
  /** The first rows in an order; how many is a parameter. */
  selectTop?: readonly Order<ColumnKey<T>>[];
  /** Some rows in an order: how many, behind how many. */
  selectRange?: readonly Order<ColumnKey<T>>[];
  /** Changes what is given in the rows with these values. */
  updateBy?: readonly (readonly ColumnKey<T>[])[];
  deleteBy?: readonly (readonly ColumnKey<T>[])[];
  /** Conditions by name; strings in the fragments are parameters. */
  selectWhere?: Record<string, SQL | { where: SQL; orderBy?: Order<ColumnKey<T>> }>;
  deleteWhere?: Record<string, SQL>;
  insertOrIgnore?: boolean;
  /** Rows that are new or, with a key that is there, changed: all or none. */
  upsertMany?: boolean;
  deleteAll?: boolean;
  /** Filters by name, each given or not: filter_search() and filter_count(). */
  filters?: Record<string, Filter<ColumnKey<T> | Column>>;
  /** The order of filter_search(), where it is not that of `list`. */
  filterOrder?: Order<ColumnKey<T>>;
  /** The order of `list`. */
  orderBy?: Order<ColumnKey<T>>;
  /** The column that holds when a row was deleted. Reads skip such rows. */
  softDelete?: Column;
  /** The column that counts changes, for optimistic locks. */
  version?: Column;
  /** Checked before a write; a failure names the field. */
  validate?: {
    [C in ColumnKey<T>]?: {
      minLength?: number;
      maxLength?: number;
      min?: number | bigint;
      max?: number | bigint;
      oneOf?: readonly string[];
    };
  };
  /** Names of C functions of yours, called around every write. */
  hooks?: { [M in HookMoment]?: string };
  /** Columns that traces and messages show as `***`. */
  sensitive?: readonly ColumnKey<T>[];
  /** false: none of the functions every table has; a list: those alone. */
  crud?: boolean | readonly DefaultOperation[];
}

/** What a table gives in C; nothing at run time under Node. */
export interface Model<T extends Table | View> {
  readonly table: T;
  readonly options: ModelOptions<T>;
}

export declare function defineModel<T extends Table | View>(table: T, options?: ModelOptions<T>): Model<T>;

/** Rows that a new database has, in C; nothing at run time under Node. */
export interface Seed<T extends Table> {
  readonly table: T;
  readonly rows: readonly T['$inferInsert'][];
}

/** Rows are what `db.insert(table).values(...)` takes. Export it. */
export declare function defineSeed<T extends Table>(table: T, rows: readonly T['$inferInsert'][]): Seed<T>;

/** weave's configuration, the default export of weave.config.ts. Paths are relative to that file. */
export interface WeaveConfig {
  /** A path, a glob, or a list of them. */
  schema?: string | readonly string[];
  /** The directory of the generated C. It belongs to weave alone. */
  out?: string;
  /** Stands before every generated name: `app` gives `app_media_get_by_id` and `AppMedia`. */
  prefix?: string;
  /** What the rows of a table are called in C, by the table's SQL name: `{ people: 'Person' }`. */
  names?: Readonly<Record<string, string>>;
  /** How names of columns are made of their keys where a column has none. */
  casing?: 'snake_case' | 'camelCase';
  /** The SQLite that validates and runs the queries: its amalgamation and flags, or the system's. */
  sqlite?: { source?: string; flags?: readonly string[] };
  /** C files with the application's own SQL functions. */
  functions?: readonly string[];
  /** The migration folder that is woven in; without it drizzle.config.ts's `out`. */
  migrations?: string;
  lint?: Record<string, 'off' | 'note' | 'warn' | 'error'>;
}

export declare function defineWeave(config: WeaveConfig): WeaveConfig;
