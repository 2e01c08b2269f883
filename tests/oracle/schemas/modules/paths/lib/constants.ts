// A list.
export const SIZES = ['small', 'large'] as const;
