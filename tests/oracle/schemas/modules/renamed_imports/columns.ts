// Named exports and a default one.
import { integer, text } from 'drizzle-orm/sqlite-core';

const makeId = () => integer('id').primaryKey();
const LIMIT = 40;
export { makeId as id, LIMIT };
export default text('extra').notNull();
