export default { migrations: './drizzle' };
