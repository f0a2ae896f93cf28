import { actorOf } from '../server/domain/access.ts'
import { fault, refused, type Fault, type Outcome } from '../server/domain/fault.ts'
import { parkedStates, type ParkedEventRow } from '../server/domain/parked-event-read.ts'
import type { HookStanding } from '../server/domain/told.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { connectionOf, pageArguments, pageOf } from './connection.ts'
import { describeValues } from './filter.ts'
import { globalId, keyOfGlobalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import { whyNot } from './payload.ts'
import type { PluginRefs } from './plugin.ts'
import { createForAll } from './plugin-core.ts'
import { wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

type Hooks = { kinds: readonly string[]; standing: HookStanding | undefined }
type Payload = { id: number | null; faults: readonly Fault[] }

const manage = 'plugin:manage'

const addParkedEventType = (builder: Builder, { node, nodeTypes, changeKind }: Shared) => {
  const state = builder.enumType('ParkedEventState', {
    description: 'What became of a parked event.',
    values: describeValues(parkedStates, {
      PARKED: 'It waits for somebody to mend what failed and tell it again.', DONE: 'It was told after all.', DROPPED: 'It was given up.',
    }),
  })
  const parkedEvent = builder.objectRef<ParkedEventRow>('ParkedEvent').implement({
    description: 'An event that the hook of a plugin kept failing on: put aside, so that the next ones could be told.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ id }) => toGlobalId('ParkedEvent', id) }),
      plugin: t.exposeString('plugin', { description: 'Whose hook: the id of the plugin.' }),
      kind: t.exposeString('kind', { description: 'The kind of the event.' }),
      key: t.exposeString('key', { description: 'What it was about: the natural key.' }),
      change: t.field({ type: changeKind, description: 'What had happened to it.', resolve: ({ change }) => change }),
      data: t.field({ type: 'JSON', nullable: true, description: 'More facts, by kind.', resolve: ({ data }) => (data === null ? null : (JSON.parse(data) as unknown)) }),
      actor: t.exposeString('actor', { description: 'Who had done it.' }),
      at: t.field({ type: 'DateTime', description: 'When it happened.', resolve: ({ at }) => at }),
      attempts: t.exposeInt('attempts', { description: 'How often it was told.' }),
      error: t.exposeString('error', { description: 'What the hook said the last time that it failed.' }),
      parkedAt: t.field({ type: 'DateTime', description: 'When it was put aside.', resolve: ({ parkedAt }) => parkedAt }),
      state: t.field({ type: state, description: 'What became of it.', resolve: (one) => one.state }),
      settledAt: t.field({ type: 'DateTime', nullable: true, description: 'When it was done after all, or dropped.', resolve: ({ settledAt }) => settledAt }),
      settledBy: t.exposeString('settledBy', { nullable: true, description: 'By whom.' }),
    }),
  })
  nodeTypes.set('ParkedEvent', {
    keyPattern: numberKey,
    read: async (keys, { domain }, wanted) => {
      const rows = await domain.parkedEvents.read.byKeys(toNumbers(keys), wanted)
      return new Map([...rows].map(([id, row]) => [String(id), row]))
    },
  })
  return { state, parkedEvent }
}

/** `Plugin.hooks` and `Plugin.parkedEvents`: how far hooks are told, and what they failed on. */
const addToPlugin = (builder: Builder, { pageInfo }: Shared, { plugin }: PluginRefs, { state, parkedEvent }: ReturnType<typeof addParkedEventType>) => {
  const forAll = createForAll()
  const hooks = builder.objectRef<Hooks>('PluginHooks').implement({
    description: 'Which events a plugin is told, and how far it has been. Each is told at least once, in their order.',
    fields: (t) => ({
      kinds: t.stringList({ description: 'The kinds of events that it listens for.', resolve: ({ kinds }) => [...kinds] }),
      lagSeconds: t.float({ nullable: true, description: 'How long the oldest of them has been waiting; 0 when none waits, null before any was told.', resolve: ({ standing }) => standing?.lagSeconds ?? null }),
      toldUntil: t.field({ type: 'DateTime', nullable: true, description: 'Nothing that happened until then still waits to be told.', resolve: ({ standing }) => standing?.toldUntil ?? null }),
      parkedCount: t.int({ description: 'How many events are parked.', resolve: ({ standing }) => standing?.parkedCount ?? 0 }),
      missedFrom: t.field({ type: 'DateTime', nullable: true, description: 'Where the last span of events begins that was never told, because the server kept them no longer; null when there is none.', resolve: ({ standing }) => standing?.missedFrom ?? null }),
      missedUntil: t.field({ type: 'DateTime', nullable: true, description: 'Where that span ends.', resolve: ({ standing }) => standing?.missedUntil ?? null }),
    }),
  })
  const connection = connectionOf<ParkedEventRow>(builder, pageInfo, 'ParkedEvent', parkedEvent as never)
  builder.objectFields(plugin, (t) => ({
    hooks: t.field({
      type: hooks, nullable: true, description: 'What it is told of; null when it listens for nothing.',
      resolve: async ({ id, hookKinds }, _args, { domain, host }, info) => {
        if (hookKinds.length === 0) return null
        const listening = host.plugins.filter((one) => one.hookKinds.length > 0).map((one) => ({ id: one.id, kinds: one.hookKinds }))
        const standings = await forAll({ id }, info, {}, () => domain.hookCursors.standings(listening, domain.clock.now()))
        return { kinds: hookKinds, standing: standings.get(id) }
      },
    }),
    parkedEvents: t.field({
      type: connection, description: 'Events that its hooks kept failing on, the latest first.',
      args: { ...pageArguments(t.arg), state: t.arg({ type: state, description: 'Only these.' }) },
      resolve: async ({ id }, { state: wish, ...args }, { domain: { parkedEvents: { read } }, host }, info) => {
        const ids = host.plugins.map((one) => one.id)
        const owned = { sql: 'e.plugin', type: 'text' } as const
        const filter = { state: wish }
        const pages = await forAll({ id }, info, { wish, ...args }, () => read.pagesOf(owned, ids, { filter, page: pageOf(args), wanted: wantedOfNodes(info) }))
        return { page: pages(id), count: async () => (await forAll({ id }, info, { count: true, wish }, () => read.countsOf(owned, ids, filter)))(id) }
      },
    }),
  }))
}

/** What hooks failed on: seen with the plugin, told again or dropped by those who manage plugins. */
export const addParkedEvents = (builder: Builder, shared: Shared, plugins: PluginRefs): void => {
  const types = addParkedEventType(builder, shared)
  addToPlugin(builder, shared, plugins, types)

  const settling = (name: 'retryParkedEvent' | 'dropParkedEvent', description: string, settle: (id: number, context: Context) => Promise<Outcome<unknown>>) => {
    const pascal = `${name[0]!.toUpperCase()}${name.slice(1)}`
    const payload = builder.objectRef<Payload>(`${pascal}Payload`).implement({
      description: 'The parked event as it is now, or why nothing was done.',
      fields: (t) => ({
        parkedEvent: t.field({
          type: types.parkedEvent, nullable: true, description: 'Also when it failed once more; null when there is none.',
          resolve: async ({ id }, _args, { domain }) => (id === null ? null : ((await domain.parkedEvents.read.byKeys([id], new Map())).get(id) ?? null)),
        }),
        userErrors: t.field({ type: [shared.payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
      }),
    })
    const input = builder.inputType(`${pascal}Input`, {
      description: 'Which parked event.',
      fields: (t) => ({ id: t.id({ required: true, description: 'Its global id.' }) }),
    })
    builder.mutationField(name, (t) =>
      t.field({
        type: payload, ...needs(manage), description,
        args: { input: t.arg({ type: input, required: true, description: 'Which.' }) },
        resolve: async (_root, { input: { id } }, context) => {
          const key = keyOfGlobalId('ParkedEvent', String(id), numberKey)
          const outcome = key === null
            ? refused(fault('INVALID_INPUT', ['id'], `"${String(id).slice(0, 80)}" is not the id of a parked event`))
            : await settle(Number(key), context)
          return { id: key === null ? null : Number(key), faults: outcome.faults }
        },
      }),
    )
  }
  settling('retryParkedEvent', 'Tells a parked event again, now, out of its turn. PLUGIN_FAILED, with the new error, when the hook fails once more.',
    (id, { domain, principal, signal }) => domain.parkedEvents.retry(id, actorOf(principal), signal))
  settling('dropParkedEvent', 'Gives a parked event up: it is kept, but never told.',
    (id, { domain, principal }) => domain.parkedEvents.drop(id, actorOf(principal)))
}
