export const schema = './src/schema.ts';
export const dialect = 'sqlite';
export const out = './out';
