import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // One copy of graphql: its ESM and CommonJS builds refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    include: ['{server,schema,drizzle,web,plugins,test}/**/*.test.{ts,tsx}'],
    globalSetup: './test/kit/setup.ts',
    pool: 'forks',
    // Much of the time is waiting for processes and browsers: on two cores vitest would take one worker alone.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
