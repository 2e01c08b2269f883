// split.mjs DIRECTORY N - a schema of bench/schema.mjs on standard input, N tables to a file.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [directory, size] = process.argv.slice(2);
const [imports, ...tables] = readFileSync(0, 'utf8').split(/^(?=\/\*\* Table)/m);
const per = Number(size);
for (let i = 0; i < tables.length; i += per)
  writeFileSync(join(directory, `f${i / per}.ts`),
    imports + (i ? `import { table${i - 1} } from './f${i / per - 1}';\n` : '') + tables.slice(i, i + per).join(''));
