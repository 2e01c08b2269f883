// Types alone.
export type Id = number;
