#!/usr/bin/env node
// judge.mjs ENTRY - the DDL drizzle-kit makes of an entry (JSON, see project.mjs), as JSON; for compare.mjs.
//
// A process of its own, because what it runs is other people's code: it may hang or end the process.
// `judge.mjs --entries DIRECTORY` gives a directory's entries.
import { writeFileSync } from 'node:fs';
import { kitStatements, silenced } from './kit.mjs';
import { entriesOf } from './project.mjs';

const [what, directory] = process.argv.slice(2);
let answer;
try {
  answer = await silenced(async () =>
    what === '--entries' ? entriesOf(directory) : { ddl: (await kitStatements(JSON.parse(what))).join('\n') },
  );
} catch (error) {
  answer = { error: String(error?.message ?? error) };
}
writeFileSync(1, JSON.stringify(answer));
process.exit();
