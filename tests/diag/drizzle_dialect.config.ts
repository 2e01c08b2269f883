export default {
  dialect: 'postgresql',
//         ^^^^^^^^^^^^ W130 the dialect must be sqlite or turso, not postgresql
};
