import type { GraphQLResolveInfo } from 'graphql'
import type { DeclaredJob } from '../server/domain/job-board.ts'
import { jobStateOf, jobStates, type JobRow } from '../server/domain/job-read.ts'
import { jobRunOwner } from '../server/domain/job-run-read.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { nothing, wantedFields, type Wanted } from '../server/domain/wanted.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { listOf, pageArguments } from './connection.ts'
import { describeValues } from './filter.ts'
import type { JobRunRefs } from './job-run.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, toGlobalId } from './node.ts'
import { placeOf, wantedOf } from './selection.ts'
import type { PluginRefs } from './plugin.ts'
import type { Shared } from './shared.ts'

/** A job of this server: what the database has of it, and what was declared. */
export type JobNode = Sibling<JobRow> & { declared: DeclaredJob }

const everything = wantedFields('cron', 'zone', 'state', 'failures', 'nextRunAt', 'pausedAt', 'pausedBy')

const readJobs = async (names: readonly string[], { domain: { jobs } }: Pick<Context, 'domain'>, wanted: Wanted): Promise<Map<string, JobNode>> => {
  const known = names.flatMap((name) => jobs.board.get(name) ?? [])
  const rows = known.length > 0 ? await jobs.read.byKeys(known.map(({ name }) => name), wanted) : new Map<string, Sibling<JobRow>>()
  return new Map(known.flatMap((declared) => {
    const row = rows.get(declared.name)
    return row ? [[declared.name, Object.assign(row, { declared })] as const] : []
  }))
}

/** The jobs of this server, by name. */
const allJobs = async (context: Pick<Context, 'domain'>, wanted: Wanted): Promise<JobNode[]> =>
  [...(await readJobs(context.domain.jobs.board.all().map(({ name }) => name), context, wanted)).values()]

const asked = new WeakMap<Context, Map<string, Promise<JobNode[]>>>()

/** The jobs of a plugin. Those of all plugins that are asked for theirs in one go are read at once. */
const jobsOf = async (plugin: string, context: Context, info: GraphQLResolveInfo): Promise<JobNode[]> => {
  const place = placeOf(info, {})
  const reading = asked.get(context) ?? new Map<string, Promise<JobNode[]>>()
  asked.set(context, reading)
  const jobs = reading.get(place) ?? Promise.resolve().then(() => {
    reading.delete(place)
    return allJobs(context, wantedOf(info))
  })
  reading.set(place, jobs)
  return (await jobs).filter(({ declared }) => declared.plugin === plugin)
}

/** Jobs: what the clock starts on this server. */
export const addJob = (builder: Builder, { node, nodeTypes, changeKind, sharedReads }: Shared, { jobRun, filter, connection }: JobRunRefs, { plugin }: PluginRefs) => {
  const state = builder.enumType('JobState', {
    description: 'What a job does now.',
    values: describeValues(jobStates, {
      IDLE: 'It waits for its time.',
      RUNNING: 'It runs, on one of the servers.',
      PAUSED: 'Its times pass without it, until somebody resumes it.',
    }),
  })
  const job = builder.objectRef<JobNode>('Job').implement({
    description: 'Something that is done again and again: each time once, however many servers there are.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ name }) => toGlobalId('Job', name) }),
      name: t.exposeString('name', { description: 'Of the plugin, then of the job: brewer:poll; of the core: core:retention.' }),
      plugin: t.field({
        type: plugin, nullable: true, description: 'Whose it is; null for those of the core.',
        resolve: ({ declared }, _args, { host }) => (declared.plugin === null ? null : host.find(declared.plugin)),
      }),
      description: t.string({ description: 'What it does.', resolve: ({ declared }) => declared.description }),
      cron: t.exposeString('cron', { description: 'When: five fields, or six with seconds first.' }),
      zone: t.exposeString('zone', { description: 'The zone of the cron expression. A time that a change of the clocks leaves out is run when they have changed, one that it brings twice is run once; what is due each hour goes on each hour.' }),
      timeoutSeconds: t.int({ description: 'After this long a run is aborted.', resolve: ({ declared }) => declared.timeoutSeconds }),
      retries: t.int({ description: 'How often it is tried again when it failed.', resolve: ({ declared }) => declared.retries }),
      state: t.field({ type: state, description: 'What it does now.', resolve: jobStateOf }),
      nextRunAt: t.field({
        type: 'DateTime', nullable: true, description: 'When it is run next; null while it is paused.',
        resolve: ({ declared, pausedAt }) => (pausedAt === null ? declared.nextRunAt() : null),
      }),
      failures: t.exposeInt('failures', { description: 'How many of its times failed one after the other: five pause it.' }),
      pausedAt: t.field({ type: 'DateTime', nullable: true, description: 'Since when it is paused; null when it is not.', resolve: ({ pausedAt }) => pausedAt }),
      pausedBy: t.exposeString('pausedBy', { nullable: true, description: 'Who paused it; "logline" after five failures.' }),
      lastRun: t.field({
        type: jobRun, nullable: true, description: 'The newest run, also while it goes on; ticks that were missed or skipped are no runs. Null when it never ran.',
        resolve: async (row, args, { domain }, info) =>
          (await forAll(row, placeOf(info, args), (rows) => domain.jobs.read.lastRuns(rows.map(({ name }) => name), wantedOf(info)))).get(row.name) ?? null,
      }),
      runs: t.field({
        type: connection, description: 'Its runs, and ticks that had none, newest first; kept for 90 days.',
        args: { filter: t.arg({ type: filter, description: 'Only these.' }), ...pageArguments(t.arg) },
        resolve: (row, args, { domain }, info) =>
          listOf(row, args, info, { reads: domain.jobs.runs, filterOf: (filter) => filter ?? null, owned: jobRunOwner, keyOf: ({ name }) => name }),
      }),
    }),
  })
  builder.objectField(plugin, 'jobs', (t) =>
    t.field({
      type: [job], description: 'What it does again and again, by name; none while it is not ready.',
      resolve: ({ id }, _args, context, info) => jobsOf(id, context, info),
    }),
  )
  nodeTypes.set('Job', { keyPattern: /^[a-z0-9-]+:[a-z0-9-]+$/, read: (keys, context, wanted) => readJobs(keys, context, wanted) })
  builder.queryFields((t) => ({
    jobs: t.field({
      type: [job], ...needs('read'), description: 'What the clock starts: jobs of the core and of plugins, by name.',
      resolve: (_root, _args, context, info) => allJobs(context, wantedOf(info)),
    }),
    job: t.field({
      type: job, nullable: true, ...needs('read'), description: 'A job by name.',
      args: { name: t.arg.string({ required: true, description: 'Such as core:retention.' }) },
      resolve: async (_root, { name }, context, info) => (await readJobs([name], context, wantedOf(info))).get(name) ?? null,
    }),
  }))
  const change = liveChangeOf<JobNode>(builder, changeKind, 'Job', job as never)
  builder.subscriptionField('jobChanged', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Jobs as their runs start and end, and as they are paused and resumed; of one job at most one each second, but for failures.',
      args: { after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { after }, { domain, signal }) =>
        liveChanges<JobNode>({
          hub: domain.hub, signal, entity: 'JOB', after, filtered: null, idOf: (name) => toGlobalId('Job', name),
          read: async (names, batch) => {
            const rows = await sharedReads(`job ${batch}`, () => readJobs(names, { domain }, everything))
            return (name) => rows.get(name)
          },
        }),
      resolve: (one) => one,
    }),
  )
  return { job, readJob: async (name: string, context: Context, wanted = nothing) => (await readJobs([name], context, wanted)).get(name) ?? null }
}

export type JobRefs = ReturnType<typeof addJob>
