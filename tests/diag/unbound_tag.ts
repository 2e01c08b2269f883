export const mediaQueries = {
  all: defineQuery`SELECT 1`,
  one: defineQurey`SELECT 1`,
//     ^^^^^^^^^^^ W102 "defineQurey" is bound nowhere
};
