// For unknown_chain.ts to import.
export const started = Date.now();
