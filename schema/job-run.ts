import { jobRunSeconds, jobRunStates, jobTriggers, type JobRunFilter, type JobRunRow } from '../server/domain/job-run-read.ts'
import type { Sibling } from '../server/domain/row.ts'
import { needs, type Builder } from './builder.ts'
import { connectionOf, pageArguments, pageOf } from './connection.ts'
import { describeValues, enumWithFilter } from './filter.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import { wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** Runs of jobs: the record of what was done, and of ticks at which nothing was. */
export const addJobRun = (builder: Builder, { node, nodeTypes, pageInfo, filters }: Shared) => {
  const trigger = builder.enumType('JobTrigger', {
    description: 'Why a job ran.',
    values: describeValues(jobTriggers, {
      SCHEDULE: 'Its time had come.',
      RETRY: 'It had failed, and was tried again.',
      MANUAL: 'Somebody triggered it.',
    }),
  })
  const state = enumWithFilter(builder, 'JobRunState', jobRunStates, 'How a run of a job stands, or ended.', {
    RUNNING: 'It goes on.',
    DONE: 'It did what it was to do.',
    FAILED: 'It threw an error.',
    TIMED_OUT: 'It took longer than it may, and was aborted.',
    LOST: 'Its server ended, or lost its database: what it did is not known.',
    SKIPPED: 'The run before still went on: nothing was started.',
    MISSED: 'No server was there at the time.',
  })
  const jobRun = builder.objectRef<Sibling<JobRunRow>>('JobRun').implement({
    description: 'One run of a job, or ticks of its schedule at which nothing was run.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ number }) => toGlobalId('JobRun', number) }),
      job: t.exposeString('job', { description: 'The name of the job.' }),
      trigger: t.field({ type: trigger, description: 'Why it ran.', resolve: (run) => run.trigger }),
      scheduledFor: t.field({
        type: 'DateTime', nullable: true, description: 'The tick that it ran for, the first one when it stands for several; null when somebody triggered it.',
        resolve: (run) => run.scheduledFor,
      }),
      scheduledUntil: t.field({
        type: 'DateTime', nullable: true, description: 'The last tick when it stands for several.', resolve: (run) => run.scheduledUntil,
      }),
      ticks: t.exposeInt('ticks', { description: 'How many ticks it stands for: MISSED or SKIPPED ones that follow each other are put together (counted to 500, beyond that by their average distance).' }),
      attempt: t.exposeInt('attempt', { description: '1, and more when it was tried again.' }),
      state: t.field({ type: state.ref, description: 'How it stands, or ended.', resolve: (run) => run.state }),
      server: t.exposeString('server', { nullable: true, description: 'Where it ran: host and process; null when it did not.' }),
      startedAt: t.field({ type: 'DateTime', nullable: true, description: 'Null when it did not run.', resolve: (run) => run.startedAt }),
      endedAt: t.field({ type: 'DateTime', nullable: true, description: 'Null while it runs, and when it did not.', resolve: (run) => run.endedAt }),
      durationSeconds: t.float({
        nullable: true, description: 'From start to end; while it runs, to now.', resolve: (run, _args, { domain }) => jobRunSeconds(run, domain.clock.now()),
      }),
      triggeredBy: t.exposeString('triggeredBy', { nullable: true, description: 'Who triggered it; null when its time had come.' }),
      error: t.exposeString('error', { nullable: true, description: 'Why it failed.' }),
      result: t.field({ type: 'JSON', nullable: true, description: 'What it gave back, at most 64 kB.', resolve: ({ result }) => json(result) }),
      log: t.stringList({
        description: 'What it said, line by line, each after its time (RFC 3339, UTC); comes in about each second while it runs.',
        resolve: ({ log }) => JSON.parse(log) as string[],
      }),
    }),
  })
  nodeTypes.set('JobRun', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) =>
      new Map(Array.from(await domain.jobs.runs.byKeys(toNumbers(keys), wanted), ([number, row]) => [String(number), row])),
  })
  const filter = builder.inputRef<JobRunFilter>('JobRunFilter')
  filter.implement({
    description: 'Which runs of jobs. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      job: t.field({ type: filters.string, description: 'The name of the job.' }),
      state: t.field({ type: state.filter, description: 'How it stands, or ended.' }),
      startedAt: t.field({ type: filters.range, description: 'When it started; leaves out what did not run.' }),
    }),
  })
  const connection = connectionOf<Sibling<JobRunRow>>(builder, pageInfo, 'JobRun', jobRun as never)
  builder.queryField('jobRuns', (t) =>
    t.field({
      type: connection, ...needs('read'), description: 'Runs of all jobs, newest first; kept for 90 days.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain: { jobs } }, info) => ({
        page: await jobs.runs.page({ filter: args.filter ?? null, page: pageOf(args), wanted: wantedOfNodes(info) }),
        count: () => jobs.runs.count(args.filter ?? null),
      }),
    }),
  )
  return { jobRun, filter, connection }
}

export type JobRunRefs = ReturnType<typeof addJobRun>
