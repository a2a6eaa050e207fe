// Stands in for @vscode/spdlog, a native module: without it every output channel and log file stays empty.
// Knows nothing of rotation: a log under test is short.
const fs = require('node:fs');
const path = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
  #file;
  #raw = false;
  #level = 0;

  constructor(_kind, _name, file) {
    this.#file = file;
  }
  getLevel() {
    return this.#level;
  }
  setLevel(level) {
    this.#level = level;
  }
  setPattern() {}
  clearFormatters() {
    this.#raw = true;
  }
  flush() {}
  drop() {}

  write(level, message) {
    if (level < this.#level) return;
    const line = this.#raw ? message : `${new Date().toISOString()} [${levels[level]}] ${message}\n`;
    // When the last lines come, the folder may be gone already.
    if (fs.existsSync(path.dirname(this.#file))) fs.appendFileSync(this.#file, line);
  }
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => {
  Logger.prototype[name] = function (message) {
    this.write(level, message);
  };
});

async function createLogger(name, file) {
  await fs.promises.mkdir(path.dirname(file), { recursive: true });
  return new Logger('async', name, file);
}

// One by one: VS Code imports this as an ES module, and only such assignments are seen there as exports.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.shutdown = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
