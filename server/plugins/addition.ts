import {
  GraphQLObjectType, isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isNonNullType, isObjectType, isUnionType, printType,
  type GraphQLArgument, type GraphQLField, type GraphQLNamedType, type GraphQLSchema,
} from 'graphql'
import { isRight } from '../domain/access.ts'

/** What a plugin added to a schema: types of its own, and fields of types that were there. */
export type Addition = { types: readonly string[]; fields: ReadonlyMap<string, readonly string[]> }

type Field = GraphQLField<unknown, unknown>

const fieldsOf = (type: GraphQLNamedType | undefined): Readonly<Record<string, Field>> => (isObjectType(type) || isInterfaceType(type) ? type.getFields() : {})

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] => Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type))

export const additionTo = (before: GraphQLSchema, after: GraphQLSchema): Addition => {
  const types = ownTypes(after).map(({ name }) => name).filter((name) => !before.getType(name))
  const fields = new Map<string, string[]>()
  for (const type of ownTypes(before)) {
    const known = fieldsOf(type)
    const added = Object.keys(fieldsOf(after.getType(type.name))).filter((name) => !(name in known))
    if (added.length > 0) fields.set(type.name, added)
  }
  return { types, fields }
}

const argumentsText = (args: readonly GraphQLArgument[]): string =>
  args.map(({ name, type, defaultValue }) => `${name}: ${String(type)} = ${JSON.stringify(defaultValue)}`).join(', ')

/** All that callers of a type rely on, in words that can be compared. */
const factsOf = (type: GraphQLNamedType, keep: (field: string) => boolean): string[] => {
  const said = [`${type.name} ${type.description}`]
  if (isObjectType(type) || isInterfaceType(type)) {
    said.push(`implements ${type.getInterfaces().map(String).join(' & ')}`)
    for (const { name, type: result, args, description, extensions } of Object.values(type.getFields())) {
      if (keep(name)) said.push(`${name}(${argumentsText(args)}): ${String(result)} ${description} ${String(extensions['access'])}`)
    }
  } else if (isInputObjectType(type)) {
    said.push(...Object.values(type.getFields()).map(({ name, type: of, defaultValue }) => `${name}: ${String(of)} = ${JSON.stringify(defaultValue)}`))
  } else if (isEnumType(type)) said.push(...type.getValues().map(({ name, value }) => `${name} ${JSON.stringify(value)}`))
  else if (isUnionType(type)) said.push(type.getTypes().map(String).join(' | '))
  return said
}

/** What a plugin changed in types that are not its own; adding fields is not to change. */
const changesOf = (before: GraphQLSchema, after: GraphQLSchema): string[] =>
  ownTypes(before).flatMap((type) => {
    const now = after.getType(type.name)
    if (!now) return [`the type ${type.name} is gone`]
    const known = new Set(Object.keys(fieldsOf(type)))
    const facts = factsOf(now, (name) => known.has(name))
    return facts.join('\n') === factsOf(type, () => true).join('\n') ? [] : [`the type ${type.name} is not the plugin's: fields may be added to it, nothing changed`]
  })

/**
 * What is wrong with what a plugin added, in words; nothing when all is well. That all is described is a law its own
 * tests hold it to, and no reason to keep its users waiting.
 * @param prefixes what names of its types begin with
 */
export const faultsOf = (before: GraphQLSchema, after: GraphQLSchema, { types, fields }: Addition, prefixes: readonly string[]): string[] => {
  const foreign = types.filter((name) => !prefixes.some((prefix) => name.startsWith(prefix) && !/^[a-z]/.test(name.slice(prefix.length))))
  const roots = new Set([after.getQueryType(), after.getMutationType(), after.getSubscriptionType()].map((type) => type?.name))
  const added = Array.from(fields, ([name, names]) => ({ name, all: fieldsOf(after.getType(name)), names }))
  const each = added.flatMap(({ name, all, names }) => names.map((field) => ({ place: `${name}.${field}`, field: all[field]!, isRoot: roots.has(name) })))
  return [
    ...changesOf(before, after),
    ...foreign.map((name) => `the type ${name} must begin with ${prefixes.join(' or ')}`),
    ...each.filter(({ field }) => isNonNullType(field.type)).map(({ place }) => `${place} must be nullable: it is null while the plugin fails`),
    ...each.filter(({ field, isRoot }) => isRoot && !isRight(field.extensions['access'])).map(({ place }) => `${place} states no right: add ...core.needs('read')`),
  ]
}

/** An addition as SDL that extends the schema of the core. */
export const printAddition = (schema: GraphQLSchema, { types, fields }: Addition): string => {
  const extensions = Array.from(fields, ([name, names]) => {
    const { fields: all } = (schema.getType(name) as GraphQLObjectType).toConfig()
    const part = new GraphQLObjectType({ name, fields: Object.fromEntries(names.map((field) => [field, all[field]!])) })
    return `extend ${printType(part)}`
  })
  return [...types.map((name) => printType(schema.getType(name)!)), ...extensions].join('\n\n')
}

