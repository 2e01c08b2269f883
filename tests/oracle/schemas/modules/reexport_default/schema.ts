// A default export given on under a name.
export { default as things } from './things';
export { default } from './others';
