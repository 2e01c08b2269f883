// What the environment says.
export const isPostgres = () => (process.env.WEAVE_ORACLE_URL ?? '').startsWith('postgres://');
