"""generate.py DIRECTORY QUERIES TABLES - a project of that size, as people write them:
tables in files of fifty, queries of eight kinds in files of fifty."""

import os
import sys

PER_FILE = 50


def table(i):
    references = f'.references(() => t{i - 1}.id)' if i % PER_FILE else ''
    return f"""
/** Table number {i}. */
export const t{i} = sqliteTable('t{i}', {{
  id: integer('id').primaryKey(),
  parent: integer('parent'){references},
  name: text('name').notNull(),
  code: text('code').unique(),
  size: integer('size'),
  price: real('price').notNull(),
  data: blob('data'),
  flag: integer('flag', {{ mode: 'boolean' }}).notNull().default(false),
  createdAt: integer('created_at', {{ mode: 'timestamp' }}).notNull(),
  note: text('note'),
}}, (t) => [index('i{i}').on(t.name, t.size)]);
"""


def query(n, tables):
    """The SQL of query n: eight kinds, over a table and its neighbours."""
    i = n // 8 % tables
    j, k = (i + 1) % tables, (i + 2) % tables
    return [
        f"SELECT * FROM t{i} WHERE id = ${{'id'}}",
        f"SELECT a.*, b.name AS parent_name FROM t{i} a LEFT JOIN t{j} b ON b.id = a.parent "
        f"WHERE a.name LIKE ${{'name'}} LIMIT ${{'n'}}",
        f"INSERT INTO t{i} (name, code, price, created_at) VALUES (${{'name'}}, ${{'code'}}, ${{'price'}}, ${{'now'}}) "
        "ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING *",
        f"UPDATE t{i} SET size = coalesce(${{'size?: int'}}, size), note = ${{'note?'}} WHERE id = ${{'id'}} RETURNING id, size",
        f"SELECT name, count(*) AS n, sum(size) AS total, max(created_at) AS latest FROM t{i} "
        "WHERE created_at BETWEEN ${'from'} AND ${'to'} GROUP BY name HAVING count(*) > ${'least: int'}",
        f"SELECT a.id, b.id AS parent_id, c.name, (SELECT count(*) FROM t{i} d WHERE d.parent = a.id) AS n "
        f"FROM t{i} a JOIN t{j} b ON b.id = a.parent JOIN t{k} c ON c.code = b.code WHERE a.id = ${{'id'}}",
        f"DELETE FROM t{i} WHERE code = ${{'code'}} AND NOT flag",
        f"WITH big AS (SELECT id, name, price * 2 AS twice FROM t{i} WHERE size > ${{'size'}}) "
        f"SELECT big.*, a.note FROM big JOIN t{j} a ON a.id = big.id WHERE a.parent IN ${{'parents[]'}}",
    ][n % 8]


def write(path, text):
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


def project(directory, queries, tables):
    os.makedirs(os.path.join(directory, 'schema'), exist_ok=True)
    os.makedirs(os.path.join(directory, 'queries'), exist_ok=True)
    for start in range(0, tables, PER_FILE):
        write(os.path.join(directory, 'schema', f's{start // PER_FILE}.ts'),
              "import { blob, index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';\n"
              + ''.join(table(i) for i in range(start, min(start + PER_FILE, tables))))
    for start in range(0, queries, PER_FILE):
        module = f'q{start // PER_FILE}'
        write(os.path.join(directory, 'queries', f'{module}.ts'),
              f"import {{ defineQuery }} from 'weave-orm';\n\nexport const {module}Queries = {{\n"
              + ''.join(f'  /** Query number {n}. */\n  query{n}: defineQuery`\n    {query(n, tables)}`,\n'
                        for n in range(start, min(start + PER_FILE, queries)))
              + '};\n')
    write(os.path.join(directory, 'weave.config.ts'),
          "export default defineWeave({\n  schema: ['./schema/*.ts', './queries/*.ts'],\n  out: './gen',\n"
          "  lint: { fullScan: 'off' },\n});\n")


if __name__ == '__main__':
    project(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
