import { extendSchema, parse, type GraphQLSchema } from 'graphql'
import type { Builder } from '../../schema/builder.ts'
import { createPluginCore } from '../../schema/plugin-core.ts'
import type { SchemaAddition } from '../../schema/schema.ts'
import type { PluginBuilder, PluginCore } from '../../plugins/api/schema.ts'
import { additionTo, faultsOf, printAddition, type Addition } from './addition.ts'
import { owned } from './contain.ts'
import { messageOf, PluginFailure } from './fault.ts'
import { guardAddition, type Guard } from './guard.ts'

/** A plugin as far as the schema is concerned. */
export type SchemaMember = {
  id: string
  folder: string
  prefixes: readonly string[]
  /** Null when there is no code to ask: it could not be loaded, or was refused. */
  add: ((builder: PluginBuilder, core: PluginCore) => void) | null
  /** What it added when it was last ready. */
  storedSdl: string
  guard: Guard
}

export type BuiltSchema = {
  schema: GraphQLSchema
  /** The SDL of what each of those that were taken in added. */
  sdl: ReadonlyMap<string, string>
  /** Why others were not. */
  failures: ReadonlyMap<string, PluginFailure>
}

const additionOf = ({ id, add }: SchemaMember): SchemaAddition => (builder: Builder, shared) => {
  const result: unknown = add?.(builder, createPluginCore(builder, shared, id))
  if (typeof result === 'object' && result !== null && 'then' in result) {
    ;(result as Promise<unknown>).then(undefined, () => undefined)
    throw new Error('schema must not be async: it declares, only resolvers may wait')
  }
}

/**
 * The schema of the core with what plugins add to it. Each is tried on a fresh builder, on top of those before it: one
 * that throws half-way, or adds what it may not, leaves nothing behind.
 * @param core builds the schema of the core with additions, from a fresh builder
 */
export const buildSchema = (core: (additions: readonly SchemaAddition[]) => GraphQLSchema, members: readonly SchemaMember[]): BuiltSchema => {
  const taken: SchemaMember[] = []
  const additions = new Map<string, Addition>()
  const sdl = new Map<string, string>()
  const failures = new Map<string, PluginFailure>()
  let schema = core([])
  for (const member of members) {
    const { id, add, prefixes, folder } = member
    if (!add) continue
    try {
      const next = owned(id, () => core([...taken, member].map(additionOf)))
      const addition = additionTo(schema, next)
      const faults = faultsOf(schema, next, addition, prefixes)
      if (faults.length > 0) throw new Error(faults.join('; '))
      schema = next
      taken.push(member)
      additions.set(id, addition)
      sdl.set(id, printAddition(next, addition))
    } catch (error) {
      failures.set(id, new PluginFailure(id, 'SCHEMA', messageOf(error, folder), { cause: error }))
    }
  }
  for (const { id, storedSdl } of members.filter((member) => !taken.includes(member) && member.storedSdl !== '')) {
    try {
      const next = extendSchema(schema, parse(storedSdl))
      const addition = additionTo(schema, next)
      openToReaders(next, addition)
      schema = next
      additions.set(id, addition)
    } catch {
      // What it added then has no place any more: its names are taken, or what it spoke of is gone.
    }
  }
  for (const { id, guard } of members) {
    const addition = additions.get(id)
    if (addition) guardAddition(schema, addition, guard)
  }
  return { schema, sdl, failures }
}

/** SDL states no rights. Behind these fields there is nothing but the word that the plugin failed. */
const openToReaders = (schema: GraphQLSchema, { fields }: Addition): void => {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const name of fields.get(root?.name ?? '') ?? []) root!.getFields()[name]!.extensions = { access: 'read' }
  }
}
