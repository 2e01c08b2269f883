// From where a value is made that nobody knows yet, to where the schema needs it.
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { eq, sql } from 'drizzle-orm';

const region = process.env.REGION ?? 'eu';
//             ^^^^^^^^^^^^^^^^^^ W105 "process.env.REGION" is not known before the program runs
const shown = `in ${region}`;
//                  ^^^^^^ note passed on here
const withDefault = (value: string) => text().default(value);
//                                                    ^^^^^ note passed on here

const chance = () => Math.floor(Math.random() * 10);
//                              ^^^^^^^^^^^^^ W105 a random number is not known before the program runs

const env = process.env;
//          ^^^^^^^^^^^ note a part of what comes from here

export const t = sqliteTable(
  't',
  {
    region: withDefault(shown),
//                      ^^^^^ note passed on here
//  ^^^^^^ note needed here, as the default
    lucky: integer().default(chance()),
//                           ^^^^^^^^ note passed on here
//  ^^^^^ note needed here, as the default
    made: integer().default(new Date()),
//                          ^^^^^^^^^^ W105 "new Date()" is not known before the program runs
    id: text().default(crypto.randomUUID()),
//                     ^^^^^^^^^^^^^^^^^^^ W105 "crypto.randomUUID()" is not known
    limit: integer().default(sql`${env.LIMIT}`),
//                                 ^^^^^^^^^ W105 "env.LIMIT" is not known before the program runs
    harmless: text()
      .$defaultFn(() => crypto.randomUUID())
      .$onUpdate(() => new Date().toISOString() + process.env.REGION),
  },
);
