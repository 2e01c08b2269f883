export default defineWeave({
  shema: './a.ts',
//^^^^^ W130 there is no key "shema"
  out: 5,
//     ^ W130 "out" must be a string, not a number
  casing: 'snake',
//        ^^^^^^^ W130 there is no casing "snake"
  lint: { fullScan: 'warning' },
//                  ^^^^^^^^^ W130 there is no fullScan "warning"
});
