// project.mjs - what drizzle-kit is told to read in a directory of somebody else's.
import { existsSync, lstatSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { loadForeign } from './load.mjs';

const SKIPPED = /^(node_modules|\.git|dist|build|out|\.next|\.turbo)$/;
const CODE = /\.[cm]?[jt]s$/;
const CONFIG = /^(drizzle[\w-]*(\.[\w-]+)*\.config|drizzle\.config(\.[\w-]+)*|[\w-]+\.drizzle\.config)\.[cm]?[jt]s$/;

/** All files below a directory, in order. */
export function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** The folders of a workspace's packages, by name. */
export function workspacePackages(files) {
  const named = files
    .filter((file) => basename(file) === 'package.json')
    .flatMap((file) => {
      try {
        const { name } = JSON.parse(readFileSync(file, 'utf8'));
        return typeof name === 'string' ? [[name, dirname(file)]] : [];
      } catch {
        return [];
      }
    });
  return new Map(named);
}

function globPattern(glob) {
  const source = glob.replace(/\*\*\/|\*|\?|\{[^}]*\}|[.+^${}()|[\]\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.startsWith('{')) return `(?:${token.slice(1, -1).split(',').map((word) => word.replace(/[.]/g, '\\.').replace(/\*/g, '[^/]*')).join('|')})`;
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

/** What drizzle-kit takes a `schema` for: files, the files in a folder, what a pattern matches. */
export function schemaFiles(schema, folder, files) {
  const found = new Set();
  for (const path of [schema ?? []].flat()) {
    const whole = resolve(folder, path);
    let matches = [whole];
    if (/[*?{]/.test(path)) matches = files.filter((file) => globPattern(whole).test(file));
    for (const match of matches)
      for (const file of statSync(match).isDirectory() ? readdirSync(match).map((name) => join(match, name)) : [match])
        if (!lstatSync(file).isDirectory()) found.add(file);
  }
  if (found.size === 0) throw new Error(`no schema files found for ${JSON.stringify(schema)}`);
  return [...found];
}

/** `process` as a project's module sees it: no environment, and nothing to do. */
export const foreignProcess = (folder, env = {}) => ({
  env,
  argv: ['node', 'drizzle-kit'],
  platform: 'linux',
  version: process.version,
  versions: process.versions,
  cwd: () => folder,
  on: () => {},
  exit: (status) => {
    throw new Error(`it ends the process with ${status}`);
  },
});

/** The configuration's default export. Where it insists on its environment, that is all there. */
async function readConfig(file, packages) {
  const everything = new Proxy({}, { get: (_, name) => (typeof name === 'string' ? `env:${name}` : undefined) });
  const read = async (env) => {
    const [module] = await loadForeign([file], packages, foreignProcess(dirname(file), env));
    return module.default ?? module;
  };
  return read({}).catch(() => read(everything));
}

const isSQLite = ({ dialect, driver, schema }) =>
  schema &&
  (dialect ? /^(sqlite|turso)$/ : /^(better-sqlite|libsql|turso|d1|d1-http|expo|durable-sqlite|op-sqlite)$/).test(
    dialect ?? driver ?? 'd1',
  );

/** Without a configuration: the files with tables in the folder that has most of them. */
function withoutConfig(root, files) {
  const counts = new Map();
  for (const file of files.filter((file) => CODE.test(file))) {
    const text = readFileSync(file, 'utf8');
    const tables = text.includes('sqlite-core') ? (text.match(/\bsqliteTable\(/g) ?? []).length : 0;
    if (tables === 0 || /\.(test|spec)\./.test(file)) continue;
    const folder = dirname(file);
    const entry = counts.get(folder) ?? { tables: 0, files: [] };
    entry.tables += tables;
    entry.files.push(file);
    counts.set(folder, entry);
  }
  const [best] = [...counts.values()].sort((a, b) => b.tables - a.tables);
  return best ? [{ name: relative(root, dirname(best.files[0])) || '.', root, files: best.files }] : [];
}

/** Where drizzle-kit may be called from: beside the configuration, and in the packages around it. */
function callersOf(config, root) {
  const folders = [dirname(config)];
  for (let folder = dirname(config); folder.startsWith(root) && folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'package.json'))) folders.push(folder);
  return folders;
}

/** Its schema files, from the first of these folders in which there are any. */
function filesFrom(folders, schema, files) {
  const [cwd, ...others] = folders;
  try {
    return { cwd, files: schemaFiles(schema, cwd, files) };
  } catch (error) {
    if (others.length === 0) throw error;
    return filesFrom(others, schema, files);
  }
}

/** The entries of a project: name, schema files, casing, configuration; or an error in place of the files. */
export async function entriesOf(root) {
  const files = filesBelow(root);
  const packages = workspacePackages(files);
  const entries = [];
  for (const config of files.filter((file) => CONFIG.test(basename(file)))) {
    const entry = { name: relative(root, config), root, config };
    try {
      const said = await readConfig(config, packages);
      if (!isSQLite(said)) continue;
      entries.push({ ...entry, casing: said.casing, ...filesFrom(callersOf(config, root), said.schema, files) });
    } catch (error) {
      const schema = /\bschema:\s*['"]([^'"]+)['"]/.exec(readFileSync(config, 'utf8'))?.[1];
      const dialect = /\b(?:dialect|driver):\s*['"]([^'"]+)['"]/.exec(readFileSync(config, 'utf8'))?.[1];
      if (dialect && !isSQLite({ dialect, schema: '.' }) && !isSQLite({ driver: dialect, schema: '.' })) continue;
      try {
        entries.push({ ...entry, ...filesFrom(callersOf(config, root), schema, files), unread: error.message });
      } catch {
        entries.push({ ...entry, error: `the configuration: ${error.message.split('\n')[0]}` });
      }
    }
  }
  return entries.length ? entries : withoutConfig(root, files);
}
