// introspect.mjs - what SQLite makes of DDL: a database as plain JSON, without what doesn't matter.
import Database from 'better-sqlite3';

const TOKEN =
  /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|[\p{L}_$][\p{L}\p{N}_$]*|[\d.]+|\s+|[^]/gu;

/** SQL as words: no blanks or comments, and names without their quotes, of which there are three kinds. */
function words(sql) {
  return (sql.match(TOKEN) ?? [])
    .filter((token) => !/^(\s|--|\/\*)/.test(token))
    .map((token) => (/^["`[]/.test(token) ? token.slice(1, -1) : token));
}

/** The words between the parentheses that open at `start`. */
function group(tokens, start) {
  let depth = 0;
  for (let i = start; i < tokens.length; i++) {
    if (tokens[i] === '(') depth++;
    if (tokens[i] === ')' && --depth === 0) return tokens.slice(start + 1, i).join(' ');
  }
  throw new Error(`unbalanced: ${tokens.join(' ')}`);
}

/** What stands in parentheses behind a keyword, with the words before it. */
function groupsBehind(tokens, keyword, before) {
  return tokens.flatMap((token, i) =>
    token.toUpperCase() === keyword && tokens[i + 1] === '('
      ? [[...tokens.slice(i - before, i), group(tokens, i + 1)].join(' ')]
      : [],
  );
}

const byText = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

function describeIndex(db, { name, unique, origin, partial }) {
  const columns = db.prepare('SELECT name, "desc", coll FROM pragma_index_xinfo(?) WHERE key ORDER BY seqno').all(name);
  const { sql } = db.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(name);
  const tokens = words(sql ?? '');
  const rest = tokens.slice(tokens.indexOf('('));
  return { name: sql ? name : null, unique, origin, partial, columns, text: rest.join(' ') };
}

function describeTable(db, { name, sql }) {
  const tokens = words(sql);
  const list = (pragma) => db.prepare(`SELECT * FROM ${pragma}(?)`).all(name);
  return {
    columns: list('pragma_table_xinfo'),
    autoincrement: tokens.some((token) => token.toUpperCase() === 'AUTOINCREMENT'),
    foreignKeys: list('pragma_foreign_key_list')
      .map(({ id, seq, ...key }) => ({ ...key, seq }))
      .sort(byText),
    indexes: list('pragma_index_list')
      .map((index) => describeIndex(db, index))
      .sort(byText),
    checks: groupsBehind(tokens, 'CHECK', 2).sort(),
    generated: groupsBehind(tokens, 'AS', 2),
    options: db.prepare('SELECT wr, strict FROM pragma_table_list(?)').get(name),
  };
}

/** Tables by name, each with columns, keys, indexes, checks and generated columns; views by name. */
export function introspect(ddl) {
  const db = new Database(':memory:');
  try {
    db.exec(ddl);
    const things = (type) =>
      db
        .prepare(
          "SELECT name, sql FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        )
        .all(type);
    const tables = things('table').map((table) => [table.name, describeTable(db, table)]);
    // What SQLite knows of a view's columns it finds by compiling it: one that cannot be read is an error here.
    const view = ({ name, sql }) => ({
      text: words(sql).slice(3).join(' '),
      columns: db.prepare(`SELECT * FROM "${name.replaceAll('"', '""')}"`).columns().map((column) => column.name),
    });
    const views = things('view').map((thing) => [thing.name, view(thing)]);
    return { tables: Object.fromEntries(tables), views: Object.fromEntries(views) };
  } finally {
    db.close();
  }
}

/** Where two such things differ: `tables.media.columns.2.type: "text", not "integer"`. */
export function differences(found, expected, path = '') {
  if (found === expected) return [];
  const nested = (value) => typeof value === 'object' && value !== null;
  if (!nested(found) || !nested(expected))
    return [`${path}: ${JSON.stringify(found) ?? 'nothing'}, not ${JSON.stringify(expected) ?? 'there'}`];
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  return keys.flatMap((key) => differences(found[key], expected[key], path ? `${path}.${key}` : key));
}
