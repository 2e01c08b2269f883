/**
 * Collections: a second way to say a schema.
 *
 *     export const posts = collection({
 *       slug: 'posts',
 *       fields: {
 *         title: f.text({ min: 3, max: 80 }).required().unique(),
 *         price: f.decimal({ precision: 10, scale: 2 }),
 *         author: f.relation({ collection: 'users' }).required(),
 *       },
 *     });
 *
 * What a collection gives is a Drizzle table: under Node queries take it like any other. Its limits,
 * permissions and hooks are weave's, in the database and in the C; `weave shadow` prints the schema
 * that drizzle-kit is to see.
 */

import type { SQL } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable, SQLiteView } from 'drizzle-orm/sqlite-core';

/** What a value of a field may be: refused (false), allowed, or read only where a condition holds. */
export interface FieldPermissions {
  create?: boolean;
  read?: boolean;
  update?: boolean;
}

/** What `default()` is given; SQL is SQLite's to judge. */
type Default<T> = T | SQL;

/** A field of a collection; each method gives another one. `Kind` says which columns it becomes. */
export interface Field<T, Kind extends 'column' | 'one' | 'many' = 'column'> {
  required(): Field<T, Kind>;
  optional(): Field<T, Kind>;
  unique(): Field<T, Kind>;
  /** An index on the column. */
  indexed(): Field<T, Kind>;
  /** The column's DEFAULT, checked when the schema is read. */
  default(value: Default<T>): Field<T, Kind>;
  /** Of a date or a timestamp. */
  defaultNow(): Field<T, Kind>;
  /** As Drizzle's: for TypeScript alone, the C always gives the value. */
  $defaultFn(make: () => T): Field<T, Kind>;
  /** @internal */
  readonly __kind?: Kind;
}

interface TextOptions {
  /** In characters, by CHECK and before every write of a model. */
  minLength?: number;
  maxLength?: number;
  /** The same, shorter. */
  min?: number;
  max?: number;
  /** By CHECK: it is one that SQLite's GLOB can say, and has no flags. */
  pattern?: RegExp;
}

interface Bounds<T> {
  min?: T;
  max?: T;
}

type CollectionReference = string | SQLiteTable | (() => SQLiteTable);

/** The types of fields. */
export declare const f: {
  text(options?: TextOptions): Field<string>;
  /** Trimmed and in small letters when a model writes it; 255 characters at most if nothing is said. */
  email(options?: TextOptions): Field<string>;
  /** Trimmed when a model writes it; 500 characters at most if nothing is said. */
  url(options?: TextOptions): Field<string>;
  richtext(options?: TextOptions): Field<string>;
  /** A path or an address. */
  file(): Field<string>;
  /** 36 characters. */
  uuid(): Field<string>;
  /** A whole number. */
  number(options?: Bounds<number | bigint>): Field<number>;
  real(options?: Bounds<number>): Field<number>;
  /** Exact: an integer in units of the last digit, 12.50 is 1250. 18 digits, 2 of them behind the point, if nothing is said. */
  decimal(options?: { precision?: number; scale?: number } & Bounds<number | string>): Field<number | string>;
  boolean(): Field<boolean>;
  /** Seconds since 1970. */
  date(): Field<Date>;
  /** Milliseconds since 1970. */
  timestamp(): Field<Date>;
  timestampTz(): Field<Date>;
  json(): Field<unknown>;
  jsonb(): Field<unknown>;
  /** As JSON. */
  array(of: Field<any, any>): Field<readonly unknown[]>;
  select<const W extends readonly string[]>(words: W): Field<W[number]>;
  /** A column `<field>Id`; with hasMany rows of a table between, in their order. */
  relation(options: {
    collection: CollectionReference;
    hasMany?: false;
    onDelete?: 'cascade' | 'restrict' | 'no action' | 'set null' | 'set default';
  }): Field<number | string, 'one'>;
  relation(options: {
    collection: CollectionReference;
    hasMany: true;
    /** The name of the table between; else `<collection>_<other>`. */
    table?: string;
  }): Field<never, 'many'>;
  /** An id that SQLite counts; of a collection without its own. */
  increment(): Field<number>;
};

/** A field from its type and what is said of it. */
export declare function field<T, K extends 'column' | 'one' | 'many'>(options: {
  type: Field<T, K>;
  required?: boolean;
  unique?: boolean;
  indexed?: boolean;
  defaultValue?: Default<T>;
  defaultFactory?: () => T;
  permissions?: FieldPermissions;
}): Field<T, K>;

export declare function required<T, K extends 'column' | 'one' | 'many'>(of: Field<T, K>): Field<T, K>;
export declare function optional<T, K extends 'column' | 'one' | 'many'>(of: Field<T, K>): Field<T, K>;
export declare function unique<T, K extends 'column' | 'one' | 'many'>(of: Field<T, K>): Field<T, K>;

type Fields = Record<string, Field<any, any>>;
type KindOf<F> = F extends { readonly __kind?: infer K } ? Exclude<K, undefined> : never;

/** The columns of a collection by their keys. */
type ColumnKeys<F extends Fields> = {
  [K in keyof F & string]: KindOf<F[K]> extends 'many' ? never : KindOf<F[K]> extends 'one' ? `${K}Id` : K;
}[keyof F & string];

export type CollectionTable<F extends Fields> = SQLiteTable & {
  readonly [K in ColumnKeys<F> | 'id' | 'createdAt' | 'updatedAt']: SQLiteColumn;
};

/** Names of C functions of yours, called around what a model does. */
export interface CollectionHooks {
  beforeOperation?: string;
  beforeCreate?: string;
  beforeUpdate?: string;
  beforeDelete?: string;
  afterCreate?: string;
  afterUpdate?: string;
  afterDelete?: string;
  afterOperation?: string;
  afterSuccess?: string;
  afterError?: string;
}

export interface CollectionOptions<F extends Fields> {
  /** Small letters, digits, - and _; the table's name, where - is _. */
  slug: string;
  /** For people. */
  name?: string;
  admin?: { title?: string; group?: string };
  fields: F;
  /** The id: a number that SQLite counts, or a random UUID. */
  id?: 'serial' | 'uuid';
  /** false: this column is not there by itself, and a field may have its name. */
  autoGeneratedFields?: { id?: boolean; createdAt?: boolean; updatedAt?: boolean };
  hooks?: CollectionHooks;
  /** Whether the functions of the model may; a condition is a part of their SQL. */
  permissions?: { create?: boolean; read?: boolean | SQL; update?: boolean | SQL; delete?: boolean | SQL };
}

export declare function collection<F extends Fields>(options: CollectionOptions<F>): CollectionTable<F>;

export interface CollectionConfig {
  readonly collections: readonly SQLiteTable[];
}

/** All collections of a schema, those too that are not exported by themselves. */
export declare function defineConfig(options: { collections: readonly SQLiteTable[] }): CollectionConfig;

/** Rows of a table that are one of several cases, each with a table whose primary key is its foreign key to it. */
export interface Union<T extends SQLiteTable, C extends Readonly<Record<string, SQLiteTable>>> {
  readonly table: T;
  readonly cases: C;
}

/** A tagged union in C over a table and its cases; nothing at run time under Node. */
export declare function defineUnion<T extends SQLiteTable, const C extends Readonly<Record<string, SQLiteTable>>>(
  table: T,
  cases: C,
): Union<T, C>;

/** Two tables that a foreign key joins, and a column of the key where there are several. */
type JoinPair = readonly [SQLiteTable, SQLiteTable] | readonly [SQLiteTable, SQLiteTable, SQLiteColumn];

/** A view whose columns are known by these keys. */
export type JoinedView<K extends string> = SQLiteView & { readonly [key in K]: SQLiteColumn };

/**
 * A view whose joins weave makes of the foreign keys:
 *
 *     export const grades = defineView('grades', {
 *       joins: [[course, student], [course, grade]],
 *       columns: ['title', 'student_name', grade.points],
 *     });
 *
 * A name is that of a column, or of a table and its column; one that several tables have is said by the column
 * itself. To Drizzle it is a view that exists.
 */
export declare function defineView<const C extends readonly (string | SQLiteColumn)[]>(
  name: string,
  options: { joins: readonly JoinPair[]; columns: C },
): JoinedView<Extract<C[number], string>> & { readonly [key: string]: unknown };
export declare function defineView<const C extends Readonly<Record<string, string | SQLiteColumn>>>(
  name: string,
  options: { joins: readonly JoinPair[]; columns: C },
): JoinedView<keyof C & string>;
