// Imported, then exported.
import { a, b } from './tables';

export { a, b as renamed };
export const drizzle = 'orm';
