// Words for all.
export const ROLES = ['user', 'admin'] as const;
