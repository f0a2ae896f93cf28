import { GraphQLError, type GraphQLResolveInfo } from 'graphql'
import type { Wanted } from '../server/domain/wanted.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { wantedOf } from './selection.ts'

/** Reads nodes of one type by natural key. */
export type NodeReader = (keys: string[], context: Context, wanted: Wanted, info: GraphQLResolveInfo) => Promise<Map<string, object>>

export type NodeTypes = Map<string, { keyPattern: RegExp; read: NodeReader }>

/** Environments have an id that is global as it is: the control system gives each name once. */
const selfNamed = 'Environment'

/** The global id of a thing: opaque to clients, its type and natural key to us. */
export const toGlobalId = (type: string, key: string | number): string =>
  type === selfNamed ? String(key) : Buffer.from(`${type}:${key}`).toString('base64url')

const fromGlobalId = (id: string, types: NodeTypes): { type: string; key: string } => {
  const [, type, key] = /^(\w+):(.+)$/s.exec(Buffer.from(id, 'base64url').toString()) ?? []
  if (type && key && types.get(type)?.keyPattern.test(key)) return { type, key }
  if (types.get(selfNamed)?.keyPattern.test(id)) return { type: selfNamed, key: id }
  throw new GraphQLError(`"${id.slice(0, 80)}" is not an id of this server`, { extensions: { code: 'BAD_USER_INPUT' } })
}

/** The natural key in the global id of a thing of this type; null when it is the id of something else. */
export const keyOfGlobalId = (type: string, id: string, keyPattern: RegExp): string | null => {
  const [, of, key] = /^(\w+):(.+)$/s.exec(Buffer.from(id, 'base64url').toString()) ?? []
  return of === type && key !== undefined && keyPattern.test(key) ? key : null
}

/** Keys that are numbers: as many digits as a PostgreSQL integer can have. */
export const numberKey = /^\d{1,10}$/

/** Keys as numbers; one that no integer column can hold is of nothing. */
export const toNumbers = (keys: readonly string[]): number[] => keys.map(Number).filter((number) => number < 2 ** 31)

/** What every `id` of a node is. */
export const globalId = 'Opaque and stable; give it to `node`.'

export const nodeRef = (builder: Builder) =>
  builder.interfaceRef<object>('Node').implement({
    description: 'Anything with a global id.',
    resolveType: (row) => (row as { nodeType: string }).nodeType,
    fields: (t) => ({ id: t.id({ description: globalId, resolve: () => '' }) }),
  })

export type NodeInterface = ReturnType<typeof nodeRef>

/** `node` and `nodes`, over all types that were put into `types` by the time a query comes. */
export const addNode = (builder: Builder, node: NodeInterface, types: NodeTypes): void => {
  const read = async (ids: readonly string[], context: Context, info: GraphQLResolveInfo) => {
    const places = ids.map((id) => fromGlobalId(id, types))
    const wanted = wantedOf(info)
    const found = new Map<string, object>()
    for (const [type, group] of Map.groupBy(places, (place) => place.type)) {
      const rows = await types.get(type)!.read([...new Set(group.map(({ key }) => key))], context, wanted, info)
      for (const [key, row] of rows) found.set(`${type}:${key}`, { ...row, nodeType: type })
    }
    return places.map(({ type, key }) => found.get(`${type}:${key}`) ?? null)
  }
  builder.queryFields((t) => ({
    node: t.field({
      type: node, nullable: true, ...needs('read'),
      description: 'Anything by its global id; null when it is not there.',
      args: { id: t.arg.id({ required: true, description: 'A global id.' }) },
      resolve: async (_root, { id }, context, info) => (await read([id], context, info))[0] ?? null,
    }),
    nodes: t.field({
      type: [node], nullable: { list: false, items: true }, ...needs('read'),
      description: 'Up to 1000 things by their global ids, in the order of the ids; null where one is not there.',
      args: { ids: t.arg.idList({ required: true, description: 'Global ids, of any types.' }) },
      resolve: (_root, { ids }, context, info) => {
        if (ids.length > 1000) throw new GraphQLError(`${ids.length} ids: at most 1000`, { extensions: { code: 'BAD_USER_INPUT' } })
        return read(ids, context, info)
      },
    }),
  }))
}
