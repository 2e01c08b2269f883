import { blob, integer, numeric, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { defineQuery } from 'weave-orm';

export const every = sqliteTable('every', {
  id: integer('id').primaryKey(),
  i: integer('i').notNull(),
  iNull: integer('i_null'),
  flag: integer('flag', { mode: 'boolean' }).notNull(),
  flagNull: integer('flag_null', { mode: 'boolean' }),
  at: integer('at', { mode: 'timestamp' }).notNull(),
  atMsNull: integer('at_ms_null', { mode: 'timestamp_ms' }),
  r: real('r').notNull(),
  rNull: real('r_null'),
  t: text('t').notNull(),
  tNull: text('t_null'),
  kind: text('kind', { enum: ['link', 'in-progress'] }).notNull(),
  kindNull: text('kind_null', { enum: ['link', 'text'] }),
  json: text('json', { mode: 'json' }).notNull(),
  jsonNull: text('json_null', { mode: 'json' }),
  b: blob('b', { mode: 'buffer' }).notNull(),
  bNull: blob('b_null', { mode: 'buffer' }),
  big: blob('big', { mode: 'bigint' }).notNull(),
  bigNull: blob('big_null', { mode: 'bigint' }),
  bjson: blob('bjson', { mode: 'json' }).notNull(),
  bjsonNull: blob('bjson_null', { mode: 'json' }),
  num: numeric('num', { mode: 'number' }).notNull(),
  numNull: numeric('num_null', { mode: 'number' }),
  nstr: numeric('nstr', { mode: 'string' }).notNull(),
  nstrNull: numeric('nstr_null', { mode: 'string' }),
  nbig: numeric('nbig', { mode: 'bigint' }).notNull(),
  nbigNull: numeric('nbig_null', { mode: 'bigint' }),
});

export const everyQueries = {
  get: defineQuery`SELECT * FROM every WHERE id = ${'id'}`,
  insert: defineQuery`
    INSERT INTO every (i, i_null, flag, flag_null, at, at_ms_null, r, r_null, t, t_null,
                       kind, kind_null, json, json_null, b, b_null, big, big_null,
                       bjson, bjson_null, num, num_null, nstr, nstr_null, nbig, nbig_null)
    VALUES (${'i'}, ${'iNull?'}, ${'flag'}, ${'flagNull?'}, ${'at'}, ${'atMsNull?'}, ${'r'},
            ${'rNull?'}, ${'t'}, ${'tNull?'}, ${'kind'}, ${'kindNull?'}, ${'json'},
            ${'jsonNull?'}, ${'b'}, ${'bNull?'}, ${'big'}, ${'bigNull?'}, ${'bjson'},
            ${'bjsonNull?'}, ${'num'}, ${'numNull?'}, ${'nstr'}, ${'nstrNull?'}, ${'nbig'},
            ${'nbigNull?'})`,
  anything: defineQuery`SELECT ${'value: any?'} AS value`,
};
