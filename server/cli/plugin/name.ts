import { readFileSync } from 'node:fs'
import { buildSchema, isObjectType, type GraphQLSchema } from 'graphql'

/** What a plugin is called, in each of the spellings that its files need. */
export type PluginName = {
  /** run-lengths */
  id: string
  /** RunLengths: what its types and functions begin with. */
  pascal: string
  /** runLengths: its field on Run. */
  camel: string
  /** run_lengths: its PostgreSQL schema. */
  snake: string
  /** Run lengths: for people. */
  title: string
}

export const spell = (id: string): PluginName => {
  const words = id.split('-')
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  const said = words.join(' ')
  return {
    id, pascal, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), snake: words.join('_'), title: said.charAt(0).toUpperCase() + said.slice(1),
  }
}

const pattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const longest = 32
/** Names that PostgreSQL, the core, or the files of a new plugin use for something else. */
const taken = ['core', 'public', 'drizzle', 'information-schema', 'logline', 'web', 'api', 'define']

const coreSchema = (): GraphQLSchema => buildSchema(readFileSync(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8'))

/** Why a plugin cannot be called this; null when it can. */
export const idFault = (id: string): string | null => {
  if (!pattern.test(id)) return `"${id}" is no id of a plugin: lower case letters, digits and single - between them, beginning with a letter (pump, run-lengths)`
  if (id.length > longest) return `"${id}" is longer than ${longest} letters`
  if (taken.includes(id) || id.startsWith('pg-')) return `"${id}" is taken: Logline or PostgreSQL mean something else by it`
  const { pascal, camel } = spell(id)
  const schema = coreSchema()
  if (schema.getType(`${pascal}Run`)) return `"${id}" is taken: the API has a type ${pascal}Run already`
  const run = schema.getType('Run')
  if (isObjectType(run) && camel in run.getFields()) return `"${id}" is taken: a run has a field ${camel} already`
  return null
}
