const limit = 12;
export const q = {
  a: defineQuery`SELECT ${1}`,
//                        ^ W120 a query cannot hold a number
  b: defineQuery`SELECT ${limit}`,
//                        ^^^^^ W120 a query cannot hold a number
  c: defineQuery`SELECT ${() => 1}`,
//                        ^^^^^^^ W120 a query cannot hold a function
  d: defineQuery`SELECT ${q1}`,
//                        ^^ W102 "q1" is bound nowhere
};
