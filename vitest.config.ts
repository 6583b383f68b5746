import { defineConfig } from 'vitest/config'

// Two projects: pure logic in threads without isolation (fast), and pages in a real Chromium that the tests start.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'logic',
          include: ['test/**/*.test.ts'],
          exclude: ['test/page/**'],
          pool: 'threads',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'page',
          include: ['test/page/**/*.test.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
