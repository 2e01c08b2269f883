export const q = {
  a: defineQuery`SELECT ${'a b'}`,
//                         ^^^ W121 "a b" is not a parameter
  b: defineQuery`SELECT ${'b: txt'}`,
//                            ^^^ W121 there is no type "txt"
  c: defineQuery`SELECT ${''}`,
//                        ^^ W121 "" is not a parameter
  d: defineQuery`SELECT ${'d:'}`,
//                         ^^ W121 "d:" is not a parameter
  e: defineQuery`SELECT ${'e: int'} + ${'e: text'}`,
//                                       ^ W122 parameter "e" is declared text here and int before
  f: defineQuery`SELECT ${'f[]'} + ${'f'}`,
//                                    ^ W122 parameter "f" is a list in one place and not in another
};
