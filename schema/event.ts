import { fromCursor } from '../server/events/cursor.ts'
import { eventKinds } from '../server/events/kinds.ts'
import type { StoredEvent } from '../server/events/event.ts'
import { entities, type Entity } from '../server/events/outbox.ts'
import { BadQuestion } from '../server/domain/fault.ts'
import { defaultPage, maxPage, type Page } from '../server/domain/page.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { connectionOf, pageArguments } from './connection.ts'
import { describeValues } from './filter.ts'
import { liveChangeOf, type LiveChange } from './live.ts'
import { globalId, toGlobalId } from './node.ts'
import type { Shared } from './shared.ts'

const nodeTypes: Record<(typeof entities)[number], string> = {
  RUN: 'Run', FILL: 'Fill', ENVIRONMENT: 'Environment', DETECTOR: 'Detector', RUN_TYPE: 'RunType', PERIOD: 'Period', TAG: 'Tag', TOKEN: 'Token',
  INSTRUMENT: 'Instrument', JOB: 'Job', PLUGIN: 'Plugin', SAVED_VIEW: 'SavedView', INTAKE_FILE: 'IntakeFile',
}

const isCore = (entity: Entity): entity is (typeof entities)[number] => Object.hasOwn(nodeTypes, entity)

/** The type of the thing: a plugin's own are called `<plugin id>.<type>`. */
const nodeTypeOf = (entity: Entity): string => (isCore(entity) ? nodeTypes[entity] : entity.slice(entity.indexOf('.') + 1))

/** Those of the core, and those of plugins, which begin with the plugin's id. */
const checkKinds = (kinds: readonly string[] | null | undefined, { host }: Context) => {
  const unknown = kinds?.find((kind) => !(eventKinds as readonly string[]).includes(kind) && !host.find(kind.split('.', 1)[0]!))
  if (unknown !== undefined) throw new BadQuestion(`There are no events of kind "${unknown.slice(0, 60)}"; there are ${eventKinds.join(', ')}, and those of plugins`)
  return kinds ?? null
}

/** The place a cursor names; one of an outbox that is no more cannot be paged from. */
const placeOf = ({ domain }: Context, cursor: string | null | undefined) => {
  if (cursor == null) return null
  const place = fromCursor(domain.hub.epoch, cursor)
  if (place === 'elsewhere') throw new BadQuestion('That cursor is of a database that was restored since: read again from the start')
  return place
}

/** The outbox: every fact the core announced, as a list and live. */
export const addEvent = (builder: Builder, shared: Shared): void => {
  const entity = builder.enumType('EntityKind', { description: 'What an event is about.', values: describeValues([...entities, 'OTHER'], {
    RUN: 'A run, by number.', FILL: 'A fill, by number.', ENVIRONMENT: 'An environment, by its id.', DETECTOR: 'A detector, by name.', RUN_TYPE: 'A run type, by name.',
    PERIOD: 'A period, by name.', TAG: 'A tag, by text.', TOKEN: 'A token, by number.',
    INSTRUMENT: 'An instrument, by name.', JOB: 'A job, by its id.', PLUGIN: 'A plugin, by its id.', SAVED_VIEW: 'A shared view of a list, by number; private ones are not told of.',
    INTAKE_FILE: 'A file that a plugin took in, by number.', OTHER: 'A thing of a plugin: the kind begins with the plugin\'s id.',
  }) })
  const event = builder.objectRef<StoredEvent>('Event').implement({
    description: 'A fact that the server announced when it became true.',
    interfaces: [shared.node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ xid, id }) => toGlobalId('Event', `${xid}.${id}`) }),
      cursor: t.string({ description: 'Its place in the order of all events.', resolve: (one, _args, { domain }) => domain.hub.cursorOf(one) }),
      kind: t.exposeString('kind', { description: 'noun.pastParticiple: run.started, fill.updated …' }),
      entity: t.field({ type: entity, description: 'What it is about.', resolve: (one) => (isCore(one.entity) ? one.entity : 'OTHER') }),
      key: t.exposeString('key', { description: 'Whose: the natural key.' }),
      nodeId: t.id({ description: 'Whose: the global id.', resolve: (one) => toGlobalId(nodeTypeOf(one.entity), one.key) }),
      change: t.field({ type: shared.changeKind, description: 'What happened to it.', resolve: (one) => one.change }),
      fields: t.stringList({ description: 'The fields that changed.', resolve: ({ fields }) => [...fields] }),
      data: t.field({ type: 'JSON', nullable: true, description: 'More facts, by kind.', resolve: ({ data }) => data }),
      actor: t.exposeString('actor', { description: 'Who did it.' }),
      at: t.field({ type: 'DateTime', description: 'When, by the server\'s clock.', resolve: ({ at }) => at }),
    }),
  })
  shared.nodeTypes.set('Event', {
    keyPattern: /^\d{1,20}\.\d{1,19}$/,
    read: async (keys, { domain }) => {
      const ids = keys.map((key) => BigInt(key.split('.')[1]!)).filter((id) => id < 2n ** 63n)
      const found = await domain.hub.byIds(ids)
      return new Map(found.map((one) => [`${one.xid}.${one.id}`, one]))
    },
  })
  const connection = connectionOf<StoredEvent>(builder, shared.pageInfo, 'Event', event as never)

  builder.queryField('events', (t) =>
    t.field({
      type: connection, ...needs('read'), description: 'Events, oldest first, as long as they are kept.',
      args: { kinds: t.arg.stringList({ description: 'Only of these kinds.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, context) => {
        const { hub } = context.domain
        const kinds = checkKinds(args.kinds, context)
        if (args.first != null && args.last != null) throw new BadQuestion('Ask for first or for last, not both')
        const backwards = args.last != null || (args.before != null && args.first == null && args.after == null)
        const length = (backwards ? args.last : args.first) ?? defaultPage
        if (length < 0 || length > maxPage) throw new BadQuestion(`A page has 0 to ${maxPage} events; ${length} were asked for`)
        const [after, before] = [placeOf(context, args.after), placeOf(context, args.before)]
        const found = await hub.page({ after, before, kinds, limit: length + 1, backwards })
        const rows = found.slice(0, length)
        if (backwards) rows.reverse()
        const page: Page<StoredEvent> = {
          rows,
          hasNextPage: backwards ? before !== null : found.length > length,
          hasPreviousPage: backwards ? found.length > length : after !== null,
          cursorOf: hub.cursorOf,
        }
        return { page, count: () => hub.count(kinds) }
      },
    }),
  )

  const change = liveChangeOf<StoredEvent>(builder, shared.changeKind, 'Event', event as never)
  builder.subscriptionField('events', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Every event, in order. RESYNC only to those who were away longer than events are kept, or far too slow.',
      args: { kinds: t.arg.stringList({ description: 'Only of these kinds.' }), after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { kinds, after }, context) => followEvents(context, checkKinds(kinds, context), after),
      resolve: (one) => one,
    }),
  )
}

async function* followEvents({ domain: { hub }, signal }: Context, kinds: readonly string[] | null, after: string | null | undefined): AsyncGenerator<LiveChange<StoredEvent>> {
  const wanted = kinds && new Set(kinds)
  for await (const deliveries of hub.subscribe({ after: after ?? null, signal, coalesce: false, wants: ({ kind }) => !wanted || wanted.has(kind) })) {
    for (const one of deliveries) {
      const cursor = hub.cursorOf(one)
      if (one.change === 'RESYNC') yield { cursor, kind: 'RESYNC', id: null, node: null }
      else yield { cursor, kind: one.change, id: toGlobalId('Event', `${one.xid}.${one.id}`), node: one }
    }
  }
}
