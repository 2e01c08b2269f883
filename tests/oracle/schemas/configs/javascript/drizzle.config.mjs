// A configuration in JavaScript, with a constant and a spread.
const base = { dialect: 'sqlite', out: './drizzle' };
const folder = './db';

/** @type {import('drizzle-kit').Config} */
export default { ...base, schema: `${folder}/schema.js`, driver: 'expo' };
