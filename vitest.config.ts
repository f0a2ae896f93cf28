import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

/** What holds answers against a clock has the machine for itself, after everything else. */
const alone = ['test/journeys/pages-speed.test.ts', 'test/plugins/*-faults.test.ts', 'test/jobs/kill.test.ts']

/** What takes longest begins first: nobody waits for the last worker. */
const long = ['test/journeys/pages.test.ts', 'test/package/', 'server/cli/skeleton/', 'test/cli/', 'test/laws/', 'test/journeys/', 'test/resilience/']

class LongFirst extends BaseSequencer {
  override async sort(specifications: Parameters<BaseSequencer['sort']>[0]) {
    const rank = ({ moduleId }: (typeof specifications)[number]) => {
      const found = long.findIndex((part) => moduleId.includes(`/${part}`))
      return found < 0 ? long.length : found
    }
    return (await super.sort(specifications)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  // One copy of graphql: its ESM and CommonJS builds refuse each other's schemas.
  resolve: { alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }] },
  test: {
    pool: 'forks',
    // Each worker loads the house once, not once for each file: every file closes what it opens.
    isolate: false,
    sequence: { sequencer: LongFirst },
    // Against hanging alone: nothing is timed by it, and machines are slow at times.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['{server,schema,drizzle,web,plugins,test}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', ...alone],
          globalSetup: './test/kit/setup.ts',
          // Much of the time is waiting for processes and browsers: on two cores three workers are hardly in each other’s way.
          maxWorkers: Math.max(3, availableParallelism() - 1),
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, globalSetup: './test/kit/setup.ts', maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
