import { timestmps } from './_shared';
//       ^^^^^^^^^ W103 does not export "timestmps"
export const mine = { ...timestmps };
