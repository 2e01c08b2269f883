const deeper = (n: number): number => 1 + deeper(n + 1);
//                                    ^ W106 does the recursion end?
export const depth = deeper(0);
