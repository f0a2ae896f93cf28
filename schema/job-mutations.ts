import { actorOf } from '../server/domain/access.ts'
import type { Actor } from '../server/domain/actor.ts'
import type { Fault, Outcome } from '../server/domain/fault.ts'
import { needs, type Builder, type Context } from './builder.ts'
import type { JobRunRefs } from './job-run.ts'
import type { JobRefs } from './job.ts'
import { whyNot } from './payload.ts'
import { wantedOf } from './selection.ts'
import type { Shared } from './shared.ts'

type JobPayload = { name: string; run: number | null; faults: readonly Fault[] }

/** Starting jobs by hand, pausing and resuming them. */
export const addJobMutations = (builder: Builder, { payloads }: Shared, { jobRun }: JobRunRefs, { job, readJob }: JobRefs): void => {
  const payloadOf = (verb: string, description: string, runs: boolean) =>
    builder.objectRef<JobPayload>(`${verb}JobPayload`).implement({
      description,
      fields: (t) => ({
        job: t.field({
          type: job, nullable: true, description: 'The job as it is now; null when there is none.',
          resolve: ({ name }, _args, context, info) => readJob(name, context, wantedOf(info)),
        }),
        ...(runs && {
          run: t.field({
            type: jobRun, nullable: true, description: 'The run that was started; null when none was.',
            resolve: async ({ run }, _args, { domain }, info) =>
              run === null ? null : ((await domain.jobs.runs.byKeys([run], wantedOf(info))).get(run) ?? null),
          }),
        }),
        userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
      }),
    })
  const add = (
    verb: 'trigger' | 'pause' | 'resume', said: { payload: string; input: string; field: string },
    act: (jobs: Context['domain']['jobs'], name: string, actor: Actor) => Promise<Outcome<{ run: number } | { name: string }>>,
  ) => {
    const named = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}`
    const payload = payloadOf(named, said.payload, verb === 'trigger')
    const input = builder.inputType(`${named}JobInput`, {
      description: said.input,
      fields: (t) => ({ name: t.string({ required: true, description: 'Its name: core:retention.' }) }),
    })
    builder.mutationField(`${verb}Job`, (t) =>
      t.field({
        type: payload, ...needs('job:run'), description: said.field,
        args: { input: t.arg({ type: input, required: true, description: 'Which job.' }) },
        resolve: async (_root, { input: { name } }, { domain, principal }) => {
          const { value, faults } = await act(domain.jobs, name, actorOf(principal))
          return { name, run: value && 'run' in value ? value.run : null, faults }
        },
      }),
    )
  }
  add('trigger', {
    payload: 'The run that was started, or why none was.',
    input: 'A job that is to run now.',
    field: 'Runs a job now, on this server, paused or not. CONFLICT while it runs. Answers when the run has begun; jobChanged tells its end.',
  }, (jobs, name, actor) => jobs.trigger(name, actor))
  add('pause', {
    payload: 'The paused job, or why it is not.',
    input: 'A job that is to be left alone.',
    field: 'Lets the times of a job pass without it; a run that goes on is not stopped. Doing it twice changes nothing.',
  }, (jobs, name, actor) => jobs.pause(name, actor))
  add('resume', {
    payload: 'The resumed job, or why it is not.',
    input: 'A paused job that is to run again.',
    field: 'Runs a paused job again from its next time on; what was left out is not made up for. Doing it twice changes nothing.',
  }, (jobs, name, actor) => jobs.resume(name, actor))
}
