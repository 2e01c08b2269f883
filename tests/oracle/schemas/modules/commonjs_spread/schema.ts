// module.exports spreads what other modules require.
module.exports = {
  ...require('./users'),
  ...require('./posts.js'),
};
