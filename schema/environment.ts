import { actorOf } from '../server/domain/access.ts'
import { environmentStatuses, historyLetters } from '../server/domain/environment-history.ts'
import { type EnvironmentFilter, type EnvironmentOrderField, type EnvironmentRow, type EnvironmentStep } from '../server/domain/environment-read.ts'
import type { EnvironmentInput } from '../server/domain/environment-write.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { runOwners } from '../server/domain/run-read.ts'
import { wantedFields } from '../server/domain/wanted.ts'
import { needs, type Builder } from './builder.ts'
import { listOf, orderOf, pageArguments, pageOf } from './connection.ts'
import { enumWithFilter, orderInput } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import type { NounRefs } from './nouns.ts'
import { queryField, type Asked } from './query.ts'
import type { RunInputs } from './run-inputs.ts'
import { wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const everything = wantedFields('status', 'historyLetters', 'createdAt', 'updatedAt')
const million = 1_000_000n

const orderedBy: Record<EnvironmentOrderField, string> = { CREATED_AT: 'The time of the first status.', UPDATED_AT: 'The time of the last status.', ID: 'The id.' }

/** The environment: type, queries, ingest and live changes. */
export const addEnvironment = (builder: Builder, shared: Shared, inputs: RunInputs, refs: NounRefs): void => {
  const { filters, direction } = shared
  const status = enumWithFilter(builder, 'EnvironmentStatus', environmentStatuses, 'A state of the control system\'s machine.', {
    PENDING: 'Asked for (P).', STANDBY: 'Made, not deployed (S).', DEPLOYED: 'Its programs run (D).', CONFIGURED: 'Ready to start (C).', RUNNING: 'Takes data (R).',
    ERROR: 'Something failed (E).', MIXED: 'Its parts are in different states (M).', DESTROYED: 'Taken down (X).', DONE: 'Gone as it should (X).',
  })
  const filter = builder.inputRef<Asked<EnvironmentFilter>>('EnvironmentFilter')
  filter.implement({
    description: 'Which environments. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      query: queryField(t, 'status:running history:S-E'),
      id: t.field({ type: filters.string, description: 'Its id, as the control system gave it.' }),
      status: t.field({ type: status.filter, description: 'The current one.' }),
      history: t.string({ description: 'Statuses that directly follow each other, as letters (P S D C R E M, X for DESTROYED and DONE): "S-E" is STANDBY directly followed by ERROR.' }),
      runNumbers: t.string({ description: 'Environments of any of these runs: "1-5,8,550000..550100".' }),
      createdAt: t.field({ type: filters.range, description: 'The time of the first status.' }),
      updatedAt: t.field({ type: filters.range, description: 'The time of the last status.' }),
    }),
  })
  const order = orderInput(builder, direction, 'Environment', orderedBy, 'latest update first')

  const step = builder.objectRef<EnvironmentStep>('EnvironmentStep').implement({
    description: 'A status that an environment took.',
    fields: (t) => ({
      status: t.field({ type: status.ref, description: 'Which.', resolve: (one) => one.status }),
      letter: t.string({ description: 'P S D C R E M X', resolve: (one) => historyLetters([one.status]) }),
      message: t.exposeString('message', { nullable: true, description: 'What was said with it.' }),
      at: t.field({ type: 'DateTime', description: 'To the millisecond; atNs is exact.', resolve: ({ atNs }) => new Date(Number(atNs / million)).toISOString() }),
      atNs: t.field({ type: 'BigInt', description: 'Nanoseconds since 1970-01-01T00:00:00Z.', resolve: ({ atNs }) => atNs }),
      durationSeconds: t.float({
        nullable: true, description: 'Until the next status; null for the last.',
        resolve: ({ atNs, untilNs }) => (untilNs === null ? null : Number(untilNs - atNs) / 1e9),
      }),
    }),
  })

  refs.environment.implement({
    description: 'One incarnation of the control system.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.exposeID('id', { description: 'The id that the control system gave (2bF3cSfQFeq), which `node` takes too.' }),
      status: t.field({ type: status.ref, nullable: true, description: 'The newest; null while only runs have named the environment.', resolve: (row) => row.status }),
      historyLetters: t.string({ description: 'All statuses as letters: PSDCRX.', resolve: ({ history }) => history }),
      history: t.field({
        type: [step], description: 'All statuses, oldest first.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, info.fieldNodes[0], (rows) => domain.environments.read.histories(rows.map(({ id }) => id)))).get(row.id) ?? [],
      }),
      runs: t.field({
        type: refs.runConnection, description: 'Runs in the environment, highest number first unless told otherwise.',
        args: { filter: t.arg({ type: inputs.filter, description: 'Only these.' }), orderBy: t.arg({ type: inputs.order, description: 'In this order.' }), ...pageArguments(t.arg) },
        resolve: (row, args, { domain }, info) => listOf(row, args, info, { reads: domain.runs.read, filterOf: (filter) => shared.filterOf('runs', filter, domain), owned: runOwners.environment, keyOf: ({ id }) => id }),
      }),
      createdAt: t.field({ type: 'DateTime', description: 'The time of the first status.', resolve: ({ createdAt }) => createdAt }),
      updatedAt: t.field({ type: 'DateTime', description: 'The time of the last status.', resolve: ({ updatedAt }) => updatedAt }),
    }),
  })

  shared.nodeTypes.set('Environment', {
    keyPattern: /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/,
    read: async (keys, { domain }, wanted) =>
      new Map(Array.from(await domain.environments.read.byKeys(keys, wanted), ([key, row]) => [String(key), row])),
  })

  builder.queryFields((t) => ({
    environment: t.field({
      type: refs.environment, nullable: true, ...needs('read'), description: 'An environment by the id that the control system gave.',
      args: { id: t.arg.string({ required: true, description: 'Such as 2bF3cSfQFeq.' }) },
      resolve: async (_root, { id }, { domain }, info) => (await domain.environments.read.byKeys([id], wantedOf(info))).get(id) ?? null,
    }),
    environments: t.field({
      type: refs.environmentConnection, ...needs('read'), description: 'Environments, latest update first unless told otherwise.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), orderBy: t.arg({ type: order, description: 'In this order.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain }, info) => {
        const filter = shared.filterOf('environments', args.filter, domain)
        const page = await domain.environments.read.page({
          filter, order: orderOf(args.orderBy),
          page: pageOf(args), wanted: wantedOfNodes(info),
        })
        return { page, count: () => domain.environments.read.count(filter) }
      },
    }),
  }))

  const environmentInput = builder.inputType('EnvironmentInput', {
    description: 'A status that an environment took. Reports may come late and more than once.',
    fields: (t) => ({
      id: t.string({ required: true, description: 'The control system\'s own.' }),
      status: t.field({ type: status.ref, required: true, description: 'The status.' }),
      message: t.string({ description: 'At most 10 000 characters.' }),
      at: t.field({ type: 'DateTime', required: true, description: 'Up to nanoseconds.' }),
    }),
  })
  shared.payloads.addIngest<EnvironmentInput>({
    type: 'Environment', plural: 'Environments', access: 'environment:ingest', item: environmentInput as never,
    description: 'Takes in statuses of environments.',
    ingest: (request, { domain, principal }) => domain.environments.ingest(request, actorOf(principal)),
  })

  const environmentChange = liveChangeOf<Sibling<EnvironmentRow>>(builder, shared.changeKind, 'Environment', refs.environment as never)
  builder.subscriptionField('environmentChanged', (t) =>
    t.field({
      type: environmentChange, ...needs('read'), description: 'Environments as they come and change their status.',
      args: { filter: t.arg({ type: filter, description: 'Only these; DELETED tells what fits no more.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, args, { domain, signal }) => {
        const filter = shared.filterOf('environments', args.filter, domain)
        return liveChanges<Sibling<EnvironmentRow>>({
          hub: domain.hub, signal, entity: 'ENVIRONMENT', after: args.after, idOf: (id) => id,
          filtered: filter ? new Set(['status', 'history', 'updatedAt']) : null,
          read: async (keys, batch) => {
            const rows = await shared.sharedReads(`environment ${batch} ${JSON.stringify(filter)}`, () => domain.environments.read.byKeys(keys, everything, filter))
            return (key) => rows.get(key)
          },
        })
      },
      resolve: (change) => change,
    }),
  )
}
