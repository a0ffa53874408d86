/** The tests run in the browsers of the system: none is downloaded. */
module.exports = {skipDownload: true};
