import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Two cores is the smallest machine we promise to run on; more workers only add noise there.
    maxWorkers: 2,
    pool: 'forks',
  },
});
