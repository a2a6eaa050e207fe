// Stands in for @vscode/native-watchdog, a native module that ends an extension host whose parent is gone.
// Here the server's process group does that: see ../server.mts.
module.exports = { start: () => true };
