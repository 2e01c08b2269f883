#!/usr/bin/env node
// ddl.mjs WEAVE [SCHEMA|DIRECTORY...] - weave's database is drizzle-kit's, for each schema; all of ours without SCHEMA.
//
// Both DDLs are loaded into SQLite and what SQLite then knows of them is compared. A line a schema; exit status 1 if
// one differs. Where drizzle-kit is wrong text.mjs compares.
import { relative, resolve } from 'node:path';
import { kitCommandDDL, kitStatements, silenced } from './kit.mjs';
import { foundframe, ourEntries } from './ours.mjs';
import { verdict } from './verdict.mjs';

async function judge(entry) {
  const [file] = entry.files;
  try {
    if (file === foundframe) return { ddl: kitCommandDDL(file) };
    return { ddl: (await silenced(() => kitStatements(entry))).join('\n') };
  } catch (error) {
    return { error: error.message };
  }
}

const [weave, ...given] = process.argv.slice(2);
if (!weave) {
  console.error('usage: ddl.mjs WEAVE [SCHEMA|DIRECTORY...]');
  process.exit(2);
}
const counts = { agreed: 0, others: 0 };
for (const entry of (await ourEntries(given)).filter((entry) => !entry.mended && !entry.refused)) {
  const [what, details] = await verdict(resolve(weave), entry, judge);
  const isSame = what === 'agreed' && !details.includes('by its files');
  counts[isSame ? 'agreed' : 'others']++;
  console.log(`${what} ${relative(process.cwd(), entry.name)}: ${details}`);
}
console.log(`${counts.agreed} agreed, ${counts.others} did not`);
if (counts.others > 0 || counts.agreed === 0) process.exitCode = 1;
