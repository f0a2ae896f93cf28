import type { GraphQLResolveInfo } from 'graphql'
import type { CoreRead, OwnRef, PluginCore } from '../plugins/api/schema.ts'
import { forAll, siblings, type Sibling } from '../server/domain/row.ts'
import type { Outcome } from '../server/domain/fault.ts'
import { needs, type Builder } from './builder.ts'
import { connectionOf, pageArguments } from './connection.ts'
import { enumWithFilter, orderInput } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { keyOfGlobalId, toGlobalId } from './node.ts'
import { whyNot } from './payload.ts'
import { placeOf, wantedOf, wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

type Batch = { rows: object[]; result: Promise<unknown> }

/**
 * Reads for all rows beside each other: those that were read together know it of themselves; others (a thing that is
 * only named by its key, a plugin's own rows) are those that are asked in the same turn of the same execution.
 */
export const createForAll = (): PluginCore['forAll'] => {
  const executions = new WeakMap<object, Map<string, Batch>>()
  return <Row extends object, Result>(row: Row, info: GraphQLResolveInfo, args: object, read: (rows: readonly Row[]) => Promise<Result>) => {
    const place = placeOf(info, args)
    if (siblings in row) return forAll(row as Sibling<Row>, `plugin ${place}`, read as never) as Promise<Result>
    const execution = info.variableValues
    const batches = executions.get(execution) ?? new Map<string, Batch>()
    executions.set(execution, batches)
    const waiting = batches.get(place)
    if (waiting) {
      waiting.rows.push(row)
      return waiting.result as Promise<Result>
    }
    const rows: object[] = [row]
    const result = Promise.resolve().then(() => {
      batches.delete(place)
      return read(rows as Row[])
    })
    batches.set(place, { rows, result })
    return result
  }
}

/** What of the core's schema one plugin builds on. `id` is the plugin's. */
export const createPluginCore = (builder: Builder, shared: Shared, id: string): PluginCore => {
  const forRows = createForAll()
  const readOf = (type: string): CoreRead<never, never, string | number> => async (row, context, info, keyOf) => {
    const key = keyOf(row)
    if (key === null) return null
    const found = await forRows(row, info, {}, async (rows) => {
      const keys = new Set(rows.flatMap((one) => keyOf(one) ?? []).map(String))
      return shared.nodeTypes.get(type)?.read([...keys], context, wantedOf(info), info) ?? new Map<string, object>()
    })
    return (found.get(String(key)) ?? null) as never
  }
  return {
    // By name: types of the core may be declared after those of plugins.
    run: 'Run' as never, fill: 'Fill' as never, environment: 'Environment' as never, instrument: 'Instrument' as never,
    runOf: readOf('Run') as never, fillOf: readOf('Fill') as never, environmentOf: readOf('Environment') as never, instrumentOf: readOf('Instrument') as never,
    needs,
    forAll: forRows,
    wantedOf,
    wantedOfNodes,
    node: shared.node as never,
    addNode: (type, { keyPattern, read }) => {
      if (shared.nodeTypes.has(type)) throw new Error(`node(id:) finds a ${type} already`)
      shared.nodeTypes.set(type, { keyPattern, read: (keys, context, wanted) => read(keys, context, wanted) })
    },
    globalId: toGlobalId,
    keyOf: keyOfGlobalId,
    connection: (name, node) => connectionOf(builder, shared.pageInfo, name, node as never) as never,
    pageArguments,
    filters: shared.filters,
    enumWithFilter: (name, values, description) => enumWithFilter(builder, name, Object.keys(values) as never[], description, values as never) as never,
    orderInput: (name, fields, usual) => orderInput(builder, shared.direction, name, fields, usual) as never,
    changeType: (name, node) => liveChangeOf(builder, shared.changeKind, name, node as never) as never,
    changeKind: shared.changeKind,
    changes: (type, { context: { domain, signal }, after, read, filtered = null }) =>
      liveChanges({
        hub: domain.hub, entity: `${id}.${type}`, after, signal, filtered, idOf: (key) => toGlobalId(type, key),
        read: async (keys) => {
          const rows = await read(keys)
          return (key) => rows.get(key)
        },
      }),
    payload: <Row>(name: string, field: string, type: OwnRef<Row>, description: string) =>
      builder.objectRef<Outcome<Row>>(name).implement({
        description,
        fields: (t) => ({
          [field]: t.field({ type: type as never, nullable: true, description: 'Null when it was refused.', resolve: ({ value }) => value as never }),
          userErrors: t.field({ type: [shared.payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
        }),
      }) as never,
    userError: shared.payloads.userError as never,
  }
}
