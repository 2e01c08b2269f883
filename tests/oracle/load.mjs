// load.mjs - runs a TypeScript file as Node would, and gives what it exports.
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';

const require = createRequire(import.meta.url);

/** The exports of a TypeScript file. Its packages are this repository's; its own imports are compiled in. */
export function loadTypeScript(file) {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    write: false,
    logLevel: 'error',
  });
  const module = { exports: {} };
  new Function('module', 'exports', 'require', outputFiles[0].text)(module, module.exports, require);
  return module.exports;
}

/** Every query of a module: its groups, `[name, query]` with the name as weave says it. */
export function queriesOf(exports) {
  return Object.entries(exports)
    .filter(([name]) => name.endsWith('Queries'))
    .flatMap(([group, queries]) =>
      Object.entries(queries).map(([name, query]) => [`${group.replace(/Queries$/, '')}.${name}`, query]),
    );
}
