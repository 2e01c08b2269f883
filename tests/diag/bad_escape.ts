export const q = defineQuery`SELECT '\8'`;
//                                   ^ W101 this is not an escape
