// An index that gives on what its neighbours export.
export * from './users';
export { posts, tags as labels } from './posts';
export type * from './types';
