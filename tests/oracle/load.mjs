// load.mjs - runs TypeScript files as Node would, and gives what they export.
import { createRequire, isBuiltin } from 'node:module';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { standIn } from './stand_in.mjs';

const require = createRequire(import.meta.url);
const COMMON = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  write: false,
  logLevel: 'silent',
};

function run(code, requireFrom, process) {
  const module = { exports: {} };
  new Function('module', 'exports', 'require', 'process', code)(module, module.exports, requireFrom, process);
  return module.exports;
}

/** The file a relative import means, as TypeScript finds it. */
function fileOf(folder, name) {
  const path = join(folder, name);
  const stem = path.replace(/\.js$/, '');
  return [path, `${stem}.ts`, `${path}.ts`, join(path, 'index.ts')].find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}

function requireOwn(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    return standIn(name);
  }
}

/** The exports of a TypeScript file, each file compiled by itself, as drizzle-kit does it: the order of exports depends on it. */
export function loadTypeScript(file, loaded = new Map()) {
  if (loaded.has(file)) return loaded.get(file).exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'cjs', target: 'node18', logLevel: 'silent' });
  const folder = dirname(file);
  const requireFrom = (name) => (name.startsWith('.') ? loadTypeScript(fileOf(folder, name), loaded) : requireOwn(name));
  new Function('module', 'exports', 'require', 'process', code)(module, module.exports, requireFrom, process);
  return module.exports;
}

// --- files of other people's projects

const INERT = new Set(['assert', 'buffer', 'crypto', 'events', 'path', 'querystring', 'string_decoder', 'url', 'util']);

/** Drizzle is real, and so is what of Node does nothing; all else is a stand-in. */
function requireForeign(name) {
  const bare = name.replace(/^node:/, '');
  if (/^drizzle-(orm|kit)(\/|$)/.test(name) || (isBuiltin(name) && INERT.has(bare)))
    try {
      return require(name);
    } catch {
      // a driver of drizzle-orm whose own package is not installed
    }
  return standIn(name);
}

/** Where a workspace's package keeps what `subpath` names, as its package.json says; then where it is mostly kept. */
function insidePackage(folder, subpath) {
  const { exports, main, module, types } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const said = (entry) =>
    typeof entry === 'string' ? [entry] : entry && typeof entry === 'object' ? Object.values(entry).flatMap(said) : [];
  const key = subpath ? `./${subpath}` : '.';
  const patterns = Object.entries(exports ?? {}).flatMap(([pattern, entry]) => {
    const [head, tail] = pattern.split('*');
    if (tail === undefined || !key.startsWith(head) || !key.endsWith(tail)) return [];
    return said(entry).map((path) => path.replace('*', key.slice(head.length, key.length - tail.length)));
  });
  const whole = subpath ? [] : [...(typeof exports === 'string' ? [exports] : []), module, main, types, 'src/index', 'index'];
  const candidates = [...said(exports?.[key]), ...patterns, ...whole, subpath && `src/${subpath}`, subpath];
  const sources = candidates.filter(Boolean).flatMap((path) => [path, path.replace(/^(\.\/)?dist\//, 'src/')]);
  return sources.flatMap((path) => {
    const stem = join(folder, path.replace(/(\.d)?\.[cm]?[jt]s$/, ''));
    return [join(folder, path), `${stem}.ts`, `${stem}.js`, `${stem}/index.ts`, `${stem}/index.js`];
  });
}

/** esbuild's own resolution (relative, tsconfig's paths), then the workspace's packages, then a stand-in. */
function resolver(packages) {
  const onResolve = async (build, { path, resolveDir, importer, kind, pluginData }) => {
    if (pluginData === 'again' || kind === 'entry-point') return undefined;
    if (isBuiltin(path) || /^drizzle-(orm|kit)(\/|$)/.test(path)) return { path, external: true };
    const found = await build.resolve(path, { resolveDir, importer, kind, pluginData: 'again' });
    if (!found.errors.length && !found.path.includes('/node_modules/')) return found;
    const name = [...packages.keys()].find((name) => path === name || path.startsWith(`${name}/`));
    const files = name ? insidePackage(packages.get(name), path.slice(name.length + 1)) : [];
    const file = files.find((file) => /\.[cm]?[jt]sx?$/.test(file) && existsSync(file));
    if (file) return { path: file };
    return /^[.]/.test(path) ? undefined : { path, external: true };
  };
  return { name: 'resolver', setup: (build) => build.onResolve({ filter: /./ }, (args) => onResolve(build, args)) };
}

/** What several files of a project export, one object a file. `packages`: the workspace's folders by name. */
export async function loadForeign(files, packages, process) {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: {
      contents: files.map((file, i) => `export * as file${i} from ${JSON.stringify(file)};`).join('\n'),
      resolveDir: '/',
    },
    loader: { '.css': 'empty', '.svg': 'empty', '.png': 'empty', '.wasm': 'empty', '.sql': 'text', '.jsonc': 'text' },
    plugins: [resolver(packages)],
  });
  const modules = run(outputFiles[0].text, requireForeign, process);
  return files.map((_, i) => modules[`file${i}`]);
}

/** Every query of a module: its groups, `[name, query]` with the name as weave says it. */
export function queriesOf(exports) {
  return Object.entries(exports)
    .filter(([name]) => name.endsWith('Queries'))
    .flatMap(([group, queries]) =>
      Object.entries(queries).map(([name, query]) => [`${group.replace(/Queries$/, '')}.${name}`, query]),
    );
}
