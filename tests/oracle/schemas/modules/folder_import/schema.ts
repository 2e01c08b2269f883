// An import of a folder is of its index.
export * from './tables';
