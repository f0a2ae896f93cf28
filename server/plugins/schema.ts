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

/** The schema of the core with what plugins add to it, one after the other as they come. */
export type SchemaMaker = {
  /**
   * Tries what a plugin adds on a fresh builder, on top of those before it: one that throws half-way, or adds what it
   * may not, leaves nothing behind.
   * @returns why it was not taken in
   */
  take: (member: SchemaMember) => PluginFailure | null
  /** The SDL of what each of those that were taken in added. */
  sdl: ReadonlyMap<string, string>
  /** Guarded, with those that were taken in, and of the other members what is known from before. Each time another one. */
  make: (members: readonly SchemaMember[]) => GraphQLSchema
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

/** @param core builds the schema of the core with additions, from a fresh builder */
export const createSchemaMaker = (core: (additions: readonly SchemaAddition[]) => GraphQLSchema): SchemaMaker => {
  const taken: SchemaMember[] = []
  const additions = new Map<SchemaMember, Addition>()
  const sdl = new Map<string, string>()
  let plain = core([])
  let isGiven = false

  return {
    sdl,
    take: (member) => {
      const { id, prefixes, folder } = member
      try {
        const next = owned(id, () => core([...taken, member].map(additionOf)))
        const addition = additionTo(plain, next)
        const faults = faultsOf(plain, next, addition, prefixes)
        if (faults.length > 0) throw new Error(faults.join('; '))
        plain = next
        isGiven = false
        taken.push(member)
        additions.set(member, addition)
        sdl.set(id, printAddition(next, addition))
        return null
      } catch (error) {
        return new PluginFailure(id, 'SCHEMA', messageOf(error, folder), { cause: error })
      }
    },
    make: (members) => {
      // Guards are put into a schema: one that was given away has them already.
      if (isGiven) plain = core(taken.map(additionOf))
      isGiven = true
      let schema = plain
      const remembered: [Addition, Guard][] = []
      for (const { storedSdl, guard } of members.filter((member) => !taken.includes(member) && member.storedSdl !== '')) {
        try {
          const next = extendSchema(schema, parse(storedSdl))
          const addition = additionTo(schema, next)
          openToReaders(next, addition)
          schema = next
          remembered.push([addition, withNothingBehind(guard)])
        } catch {
          // What it added then has no place any more: its names are taken, or what it spoke of is gone.
        }
      }
      for (const member of taken) guardAddition(schema, additions.get(member)!, member.guard)
      for (const [addition, guard] of remembered) guardAddition(schema, addition, guard)
      return schema
    },
  }
}

/** The schema of the core with what these add to it, and why others could not. */
export const buildSchema = (core: (additions: readonly SchemaAddition[]) => GraphQLSchema, members: readonly SchemaMember[]): BuiltSchema => {
  const { take, make, sdl } = createSchemaMaker(core)
  const failures = new Map<string, PluginFailure>()
  for (const member of members) {
    const failure = member.add && take(member)
    if (failure) failures.set(member.id, failure)
  }
  return { schema: make(members), sdl, failures }
}

/** Of fields that are known from before alone: nobody answers them, also when the plugin is ready by now in a later schema. */
const withNothingBehind = (guard: Guard): Guard =>
  ({ ...guard, refusal: () => guard.refusal() ?? { step: null, message: `The plugin ${guard.plugin} is starting` } })

/** SDL states no rights. Behind these fields there is nothing but the word that the plugin failed. */
const openToReaders = (schema: GraphQLSchema, { fields }: Addition): void => {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const name of fields.get(root?.name ?? '') ?? []) root!.getFields()[name]!.extensions = { access: 'read' }
  }
}
