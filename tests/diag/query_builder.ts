export const q = defineQuery((db) => db.select());
//               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ W104 this form of defineQuery is not yet understood
