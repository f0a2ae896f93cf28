import type { Logline } from './author/start.ts'

/** Lets jobs run when a test tells them to and not besides: a tick of theirs would do first what the test looks for. */
export const pauseJobs = async ({ as, until }: Pick<Logline, 'as' | 'until'>, ...names: string[]): Promise<void> => {
  const admin = await as('ADMIN')
  for (const name of names)
    await until(async () => {
      const { pauseJob } = await admin.get('mutation ($name: String!) { pauseJob(input: { name: $name }) { job { pausedAt } } }', { name })
      return pauseJob.job !== null
    }, `there is a job ${name}`)
}
