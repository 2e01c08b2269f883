// introspect.test.mjs - the comparison sees what it is there to see, and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences, introspect } from './introspect.mjs';

const compare = (found, expected) => differences(introspect(found), introspect(expected));

const BASE = `
  CREATE TABLE "a" (id integer PRIMARY KEY AUTOINCREMENT NOT NULL, b text DEFAULT 'x' NOT NULL, c integer, d integer GENERATED ALWAYS AS (c + 1) VIRTUAL,
    CONSTRAINT "c_is_small" CHECK ("a"."c" < 10), FOREIGN KEY (c) REFERENCES a(id) ON DELETE cascade);
  CREATE INDEX "ab" ON "a" ("b","c") WHERE "a"."c" IS NOT NULL;
  CREATE UNIQUE INDEX "lower_b" ON "a" (lower("b"));
  CREATE VIEW "v" AS SELECT id FROM a;`;

const CHANGES = [
  ['a type', 'b text', 'b blob', /tables\.a\.columns\.1\.type: "BLOB", not "TEXT"/],
  ['a default', "DEFAULT 'x'", "DEFAULT 'y'", /columns\.1\.dflt_value/],
  ['a missing NOT NULL', "'x' NOT NULL", "'x'", /columns\.1\.notnull: 0, not 1/],
  ['a missing AUTOINCREMENT', 'AUTOINCREMENT', '', /autoincrement: false, not true/],
  ['a missing primary key', 'PRIMARY KEY AUTOINCREMENT', '', /columns\.0\.pk: 0, not 1/],
  ['a column name', 'b text', 'B text', /columns\.1\.name/],
  ['a foreign key action', 'ON DELETE cascade', '', /foreignKeys\.0\.on_delete/],
  ['a missing foreign key', ', FOREIGN KEY (c) REFERENCES a(id) ON DELETE cascade', '', /foreignKeys\.0: nothing/],
  ['the columns of an index', '("b","c")', '("c","b")', /indexes\.\d\.columns\.0\.name/],
  ['the condition of an index', 'IS NOT NULL', 'IS NULL', /indexes\.\d\.text/],
  ['the expression of an index', 'lower("b")', 'upper("b")', /indexes\.\d\.text/],
  ['an index that is not unique', 'UNIQUE INDEX', 'INDEX', /indexes\.\d\.unique/],
  ['the name of an index', '"ab"', '"ba"', /indexes\.\d\.name/],
  ['a check', '< 10', '< 11', /checks\.0/],
  ['the name of a check', 'c_is_small', 'c_is_tiny', /checks\.0/],
  ['a generated column', 'c + 1', 'c + 2', /generated\.0/],
  ['a stored column', 'VIRTUAL', 'STORED', /columns\.3\.hidden/],
  ['STRICT', 'ON DELETE cascade);', 'ON DELETE cascade) STRICT;', /options\.strict/],
  ['a view', 'SELECT id FROM a', 'SELECT b FROM a', /views\.v/],
  ['a missing view', 'CREATE VIEW "v" AS SELECT id FROM a;', '', /views\.v: nothing/],
];

for (const [what, from, to, expected] of CHANGES)
  test(`it sees ${what}`, () => {
    assert.ok(BASE.includes(from));
    const lines = compare(BASE.replace(from, to), BASE);
    assert.match(lines.join('\n'), expected);
  });

test('it does not see quotes, blanks, comments and the order of statements', () => {
  const found = `
    CREATE TABLE z (x);
    CREATE TABLE \`a\` (
      [id]  integer  PRIMARY KEY AUTOINCREMENT NOT NULL, -- the key
      "b" text DEFAULT 'x' NOT NULL, c integer, d integer GENERATED ALWAYS AS ( c+1 ) VIRTUAL,
      CONSTRAINT c_is_small CHECK (a.c<10), FOREIGN KEY (c) REFERENCES a(id) ON DELETE cascade);
    CREATE VIEW v AS /* here */ SELECT "id" FROM \`a\`;
    CREATE UNIQUE INDEX lower_b ON a ( lower( b ) );
    CREATE INDEX ab ON a (b, c) WHERE a.c IS NOT NULL;`;
  assert.deepEqual(compare(found, `${BASE} CREATE TABLE z (x);`), []);
});

test('it sees the blanks inside a string', () => {
  assert.equal(compare("CREATE TABLE a (b CHECK (b <> 'x  y'))", "CREATE TABLE a (b CHECK (b <> 'x y'))").length, 1);
});
