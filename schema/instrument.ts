import type { InstrumentFilter } from '../server/domain/instrument-filter.ts'
import { statusEntryOwner, type InstrumentOrderField, type InstrumentRow, type StatusEntryRow } from '../server/domain/instrument-read.ts'
import { instrumentStatuses, statusOf } from '../server/domain/instrument-status.ts'
import { BadQuestion } from '../server/domain/fault.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import { wantedFields } from '../server/domain/wanted.ts'
import { needs, type Builder } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { connectionOf, listOf, orderOf, pageArguments, pageOf } from './connection.ts'
import { enumWithFilter, orderInput } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { addMeasurements, defaultPoints, maxPoints } from './measurement.ts'
import { globalId, keyOfGlobalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { NounRefs } from './nouns.ts'
import { queryField, type Asked } from './query.ts'
import { placeOf, wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const keyPattern = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,63}$/

const instrumentId = (name: string) => toGlobalId('Instrument', name)

/** Every column of an instrument: for live changes, whose readers share the rows. */
const everything = wantedFields(
  'kind', 'place', 'latitude', 'longitude', 'description', 'status', 'reportedStatus', 'lastDataAt', 'archivedAt', 'createdAt', 'updatedAt', 'revision', 'channels',
)
// Any field of an instrument may be looked at: it has few.
const filtered: ReadonlySet<string> = new Set([...everything.keys(), 'name', 'statusReason'])

const orderedBy: Record<InstrumentOrderField, string> = {
  NAME: 'The name.', KIND: 'The kind.', PLACE: 'The place; unknown is least.', LAST_DATA_AT: 'The time of the newest record; without data is least.', UPDATED_AT: 'When it last changed.',
}

const addInstrumentInputs = (builder: Builder, { filters, direction }: Shared) => {
  const status = enumWithFilter(builder, 'InstrumentStatus', instrumentStatuses, 'How an instrument is. STALE and LOST depend on the clock: they are true at the moment of answering.', {
    UNKNOWN: 'Nothing was reported yet.', OK: 'As it should be (green).', WARNING: 'Somebody should look at it (yellow).', ERROR: 'It does not work as it should (orange).',
    CRITICAL: 'Somebody must do something now (red).', STALE: 'No data for 24 hours (grey).', LOST: 'No data for 48 hours (black).',
  })
  const filter = builder.inputRef<Asked<InstrumentFilter>>('InstrumentFilter')
  filter.implement({
    description: 'Which instruments. All that is given must hold.',
    fields: (t) => ({
      and: t.field({ type: [filter], description: 'All of these.' }),
      or: t.field({ type: [filter], description: 'At least one of these.' }),
      not: t.field({ type: filter, description: 'Not this.' }),
      query: queryField(t, 'kind:brewer status:stale,lost'),
      name: t.field({ type: filters.string, description: 'Its name.' }),
      kind: t.field({ type: filters.string, description: 'Such as brewer, bct, pump.' }),
      place: t.field({ type: filters.string, description: 'Where it stands.' }),
      status: t.field({ type: status.filter, description: 'As it is at the moment of answering.' }),
      lastDataAt: t.field({ type: filters.range, description: 'The time of the newest record.' }),
      text: t.string({ description: 'Words in name, kind, place or description.' }),
      archived: t.boolean({ description: 'Whether it was put away.' }),
    }),
  })
  return { status: status.ref, filter, order: orderInput(builder, direction, 'Instrument', orderedBy, 'by name') }
}

/** The instrument: type, queries and live changes. */
export const addInstrument = (builder: Builder, shared: Shared, refs: NounRefs, { changeConnection }: ChangeRefs) => {
  const { status, filter, order } = addInstrumentInputs(builder, shared)
  const { channel, series } = addMeasurements(builder, shared)

  const entry = builder.objectRef<StatusEntryRow>('InstrumentStatusEntry').implement({
    description: 'A status that an instrument took.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ id }) => toGlobalId('InstrumentStatusEntry', id) }),
      status: t.field({ type: status, description: 'Which.', resolve: (row) => row.status }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
      at: t.field({ type: 'DateTime', description: 'From when; STALE and LOST from the moment the silence became that long.', resolve: ({ at }) => at }),
      until: t.field({ type: 'DateTime', nullable: true, description: 'Until the next one; null for the newest.', resolve: ({ until }) => until }),
      actor: t.exposeString('actor', { description: 'Who reported it.' }),
    }),
  })
  const entryConnection = connectionOf<StatusEntryRow>(builder, shared.pageInfo, 'InstrumentStatus', entry as never)

  refs.instrument.implement({
    description: 'A device that is watched.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ name }) => instrumentId(name) }),
      name: t.exposeString('name', { description: 'What it is called; unique, and never changed.' }),
      kind: t.exposeString('kind', { description: 'What it is: brewer, bct, pump … an open list.' }),
      place: t.exposeString('place', { nullable: true, description: 'Where it stands.' }),
      latitude: t.exposeFloat('latitude', { nullable: true, description: 'Degrees, north positive.' }),
      longitude: t.exposeFloat('longitude', { nullable: true, description: 'Degrees, east positive.' }),
      description: t.exposeString('description', { nullable: true, description: 'What it is for.' }),
      status: t.field({ type: status, description: 'At the moment of answering: LOST after 48 hours without data, STALE after 24, else what was reported last.', resolve: (row, _args, { domain }) => statusOf(row, domain.clock.now()).status }),
      reportedStatus: t.field({ type: status, description: 'What was reported last: never STALE or LOST.', resolve: (row) => row.reportedStatus }),
      statusSince: t.field({ type: 'DateTime', description: 'Since when it has its status.', resolve: (row, _args, { domain }) => statusOf(row, domain.clock.now()).since }),
      statusReason: t.string({ nullable: true, description: 'Why it has its status.', resolve: (row, _args, { domain }) => statusOf(row, domain.clock.now()).reason }),
      lastDataAt: t.field({ type: 'DateTime', nullable: true, description: 'The time of the newest record; null before the first.', resolve: ({ lastDataAt }) => lastDataAt }),
      archivedAt: t.field({ type: 'DateTime', nullable: true, description: 'Since when it is put away: no longer watched, its data kept.', resolve: ({ archivedAt }) => archivedAt }),
      statusHistory: t.field({
        type: entryConnection, description: 'The statuses that it took, newest first.', args: pageArguments(t.arg),
        resolve: (row, args, { domain }, info) => listOf(row, args, info, { reads: domain.instruments.read.history, filterOf: () => null, owned: statusEntryOwner, keyOf: ({ id }) => id }),
      }),
      channels: t.field({
        type: [channel], description: 'What it measures, by name.',
        resolve: async (row, _args, { domain }, info) =>
          (await forAll(row, placeOf(info, {}), (rows) => domain.measurements.channels.ofInstruments(rows.map(({ id }) => id)))).get(row.id) ?? [],
      }),
      measurements: t.field({
        type: series, nullable: true, description: 'A window of one channel, in as many points as a plot has room for; null when it has no such channel.',
        args: {
          channel: t.arg.string({ required: true, description: 'Which.' }),
          from: t.arg({ type: 'DateTime', required: true, description: 'From this time on.' }),
          to: t.arg({ type: 'DateTime', required: true, description: 'To before this time.' }),
          points: t.arg.int({ required: true, defaultValue: defaultPoints, description: `At most so many, up to ${maxPoints}: when more were measured they are put together.` }),
        },
        resolve: async (row, args, { domain }, info) =>
          (await forAll(row, placeOf(info, args), (rows) => domain.measurements.read.windows(rows.map(({ id }) => id), args))).get(row.id) ?? null,
      }),
      changes: t.field({
        type: changeConnection, description: 'The history of edits, newest first.', args: pageArguments(t.arg),
        resolve: (row, args, { domain }, info) => changesOf(row, args, info, domain.instruments.changes, ({ name }) => name),
      }),
      revision: t.exposeInt('revision', { description: 'Grows with each edit; data and reported statuses are none.' }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was made.', resolve: ({ createdAt }) => createdAt }),
      updatedAt: t.field({ type: 'DateTime', description: 'When it was last edited, or reported another status.', resolve: ({ updatedAt }) => updatedAt }),
    }),
  })

  shared.nodeTypes.set('Instrument', {
    keyPattern,
    read: async (keys, { domain }, wanted) =>
      new Map(Array.from(await domain.instruments.read.byKeys(keys, wanted), ([key, row]) => [String(key), row])),
  })
  shared.nodeTypes.set('InstrumentStatusEntry', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) =>
      new Map(Array.from(await domain.instruments.read.history.byKeys(toNumbers(keys), wanted), ([key, row]) => [String(key), row])),
  })

  builder.queryFields((t) => ({
    instrument: t.field({
      type: refs.instrument, nullable: true, ...needs('read'), description: 'An instrument by its name, or by its global id.',
      args: { id: t.arg.id({ description: 'Its global id.' }), name: t.arg.string({ description: 'Such as pump1.' }) },
      resolve: async (_root, { id, name }, { domain }, info) => {
        if ((id == null) === (name == null)) throw new BadQuestion('Say the id of the instrument, or its name')
        const key = name ?? keyOfGlobalId('Instrument', id!, keyPattern)
        return key === null ? null : ((await domain.instruments.read.byKeys([key], wantedOf(info))).get(key) ?? null)
      },
    }),
    instruments: t.field({
      type: refs.instrumentConnection, ...needs('read'), description: 'Instruments, by name unless told otherwise.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), orderBy: t.arg({ type: order, description: 'In this order.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain }, info) => {
        const filter = shared.filterOf('instruments', args.filter, domain)
        const page = await domain.instruments.read.page({ filter, order: orderOf(args.orderBy), page: pageOf(args), wanted: wantedOfNodes(info) })
        return { page, count: () => domain.instruments.read.count(filter) }
      },
    }),
  }))

  const change = liveChangeOf<Sibling<InstrumentRow>>(builder, shared.changeKind, 'Instrument', refs.instrument as never)
  builder.subscriptionField('instrumentChanged', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Instruments as they come, change, fall silent and send data.',
      args: { filter: t.arg({ type: filter, description: 'Only these; DELETED tells what fits no more.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, args, { domain, signal }) => {
        const filter = shared.filterOf('instruments', args.filter, domain)
        return liveChanges<Sibling<InstrumentRow>>({
          hub: domain.hub, signal, entity: 'INSTRUMENT', after: args.after, idOf: instrumentId, filtered: filter ? filtered : null,
          read: async (keys, batch) => {
            const rows = await shared.sharedReads(`instrument ${batch} ${JSON.stringify(filter)}`, () => domain.instruments.read.byKeys(keys, everything, filter))
            return (key) => rows.get(key)
          },
        })
      },
      resolve: (one) => one,
    }),
  )
  return { status }
}

export type InstrumentRefs = ReturnType<typeof addInstrument>
