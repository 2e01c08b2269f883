import { defineWeave } from 'weave-orm';

export default defineWeave({
  schema: ['./schema.ts', './queries.ts'],
  out: './gen',
  migrations: './migrations',
});
