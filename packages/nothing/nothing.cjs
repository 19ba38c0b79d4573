/** Stands in for packages that others ask for and this program never loads. */
module.exports = {};
