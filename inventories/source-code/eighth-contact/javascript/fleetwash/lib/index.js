module.exports = {
  ...require('./washcards'),
  openDepot: require('./depot').open,
};
