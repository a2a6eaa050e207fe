/** Made by scripts/build.mts: imports each `*.test.ts` of this folder that runs in both extension hosts. */
declare module 'every-test';
