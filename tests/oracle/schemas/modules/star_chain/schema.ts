// export * through several modules.
export * from './a';
