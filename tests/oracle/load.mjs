// load.mjs - runs TypeScript files as Node would, and gives what they export.
import { createRequire, isBuiltin } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, buildSync, transform } from 'esbuild';
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

/** The exports of a TypeScript file. Its packages are this repository's; its own imports are compiled in. */
export function loadTypeScript(file) {
  const { outputFiles } = buildSync({ ...COMMON, entryPoints: [file], packages: 'external' });
  return run(outputFiles[0].text, require, process);
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

const CODE = /\.[cm]?([jt]sx?)$/;
// esbuild goes by the end of the path: to it all are CommonJS.
const moduleAt = (path) => (CODE.test(path) ? { path: `${path}.cjs`, namespace: 'alone' } : { path });

/** esbuild's own resolution (relative, tsconfig's paths), then the workspace's packages, then a stand-in. */
function resolver(packages) {
  const onResolve = async (build, { path, resolveDir, importer, kind, pluginData }) => {
    if (pluginData === 'again' || kind === 'entry-point') return undefined;
    if (isBuiltin(path) || /^drizzle-(orm|kit)(\/|$)/.test(path)) return { path, external: true };
    const found = await build.resolve(path, { resolveDir, importer, kind, pluginData: 'again' });
    if (!found.errors.length && !found.path.includes('/node_modules/')) return moduleAt(found.path);
    const name = [...packages.keys()].find((name) => path === name || path.startsWith(`${name}/`));
    const files = name ? insidePackage(packages.get(name), path.slice(name.length + 1)) : [];
    const file = files.find((file) => CODE.test(file) && existsSync(file));
    if (file) return moduleAt(file);
    return /^[.]/.test(path) ? undefined : { path, external: true };
  };
  return { name: 'resolver', setup: (build) => build.onResolve({ filter: /./ }, (args) => onResolve(build, args)) };
}

/** Each module becomes CommonJS by itself, as in drizzle-kit: bundled as they are, `export *` would sort the exports. */
const eachAlone = {
  name: 'each alone',
  setup: (build) =>
    build.onLoad({ filter: CODE, namespace: 'alone' }, async (module) => {
      const path = module.path.replace(/\.cjs$/, '');
      const loader = CODE.exec(path)[1];
      const text = readFileSync(path, 'utf8');
      const { code } = await transform(text, { loader, format: 'cjs', target: 'node18', sourcefile: path, logLevel: 'silent' });
      return { contents: code, loader: 'js', resolveDir: dirname(path) };
    }),
};

/** What several files of a project export, one object a file. `packages`: the workspace's folders by name. */
export async function loadForeign(files, packages, process) {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: {
      contents: files.map((file, i) => `exports.file${i} = require(${JSON.stringify(file)});`).join('\n'),
      resolveDir: '/',
    },
    loader: { '.css': 'empty', '.svg': 'empty', '.png': 'empty', '.wasm': 'empty', '.sql': 'text', '.jsonc': 'text' },
    plugins: [resolver(packages), eachAlone],
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
