import { buildSchema, isNonNullType, isObjectType, type GraphQLNamedType, type GraphQLSchema } from 'graphql'

const schemaOf = async (url: string): Promise<GraphQLSchema> => buildSchema(await (await fetch(`${url}/schema.graphql`)).text())

const fieldsOf = (type: GraphQLNamedType | undefined) => (isObjectType(type) ? Object.values(type.getFields()) : [])

/**
 * What is wrong with what a plugin adds to the API, in words, by what two servers say of themselves.
 * @param prefixes what names of its types begin with
 */
export const faultsOfAddition = async (without: string, withIt: string, prefixes: readonly string[]): Promise<string[]> => {
  const [core, all] = await Promise.all([schemaOf(without), schemaOf(withIt)])
  const faults: string[] = []
  for (const type of Object.values(all.getTypeMap()).filter(({ name }) => !name.startsWith('__'))) {
    const known = core.getType(type.name)
    if (!known && !prefixes.some((prefix) => type.name.startsWith(prefix))) faults.push(`the type ${type.name} does not begin with ${prefixes.join(' or ')}`)
    if (!known && !type.description) faults.push(`the type ${type.name} has no description`)
    const before = new Map(fieldsOf(known).map((field) => [field.name, field]))
    for (const { name, type: of, description } of fieldsOf(type)) {
      const field = `${type.name}.${name}`
      const old = before.get(name)
      before.delete(name)
      if (old) {
        if (String(old.type) !== String(of)) faults.push(`${field} was ${String(old.type)} and is ${String(of)}`)
        continue
      }
      if (known && isNonNullType(of)) faults.push(`${field} is not nullable: the core could not answer without the plugin`)
      if (!description) faults.push(`${field} has no description`)
    }
    faults.push(...[...before.keys()].map((name) => `${type.name}.${name} is gone`))
  }
  return faults
}
