// A package whose built files are not there.
export const KINDS = ['a', 'b'] as const;
