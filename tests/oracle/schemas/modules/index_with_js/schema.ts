// An import may say .js where a .ts is meant.
export * from './users.js';
export * from './nested/index.js';
