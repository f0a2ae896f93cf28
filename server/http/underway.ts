import {
  getArgumentValues, locatedError, responsePathAsArray,
  type GraphQLError, type GraphQLLeafType, type GraphQLResolveInfo, type GraphQLSchema,
} from 'graphql'
import type { FieldPlan, Prepared, Shape } from './plan.ts'

export type Path = GraphQLResolveInfo['path']
export type Data = Record<string, unknown>
export type Later<Value> = Value | Promise<Value>

/** One operation under way. */
export type Underway = Prepared & {
  schema: GraphQLSchema
  rootValue: unknown
  contextValue: unknown
  variableValues: Record<string, unknown>
  errors: GraphQLError[]
  /** Places that became null by an error: what fails below them afterwards is not told. */
  nulled: Set<Path | undefined>
  /** Arguments don't depend on the row: read once for each field of the document. */
  arguments: Map<FieldPlan, Record<string, unknown>>
}

export const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

export const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value

const isBelowNull = ({ nulled }: Underway, path: Path | undefined): boolean => {
  if (nulled.size === 0) return false
  for (let place = path; place !== undefined; place = place.prev) if (nulled.has(place)) return true
  return nulled.has(undefined)
}

export const record = (run: Underway, error: GraphQLError, path: Path | undefined): void => {
  if (isBelowNull(run, path)) return
  run.nulled.add(path)
  run.errors.push(error)
}

/** The error of a field or item: it makes itself null, or its parent where null may not be. */
export const fail = (run: Underway, { nodes }: FieldPlan, shape: Shape, path: Path, raw: unknown): null => {
  const error = locatedError(raw, nodes, responsePathAsArray(path))
  if (shape.nonNull) throw error
  record(run, error, path)
  return null
}

export const argumentsOf = (run: Underway, field: FieldPlan): Record<string, unknown> => {
  if (!field.takesArguments) return {}
  const known = run.arguments.get(field)
  if (known) return known
  const read = getArgumentValues(field.definition, field.nodes[0]!, run.variableValues)
  run.arguments.set(field, read)
  return read
}

export const infoOf = (
  run: Underway,
  { definition, nodes, parent, type }: FieldPlan,
  path: Path,
): GraphQLResolveInfo => ({
  fieldName: definition.name,
  fieldNodes: nodes,
  returnType: type,
  parentType: parent,
  path,
  schema: run.schema,
  fragments: run.fragments,
  rootValue: run.rootValue,
  operation: run.operation,
  variableValues: run.variableValues,
})

export const serialize = (type: GraphQLLeafType, value: unknown): unknown => {
  const written: unknown = type.serialize(value)
  if (written == null)
    throw new Error(`Expected \`${type.name}.serialize\` to return non-nullable value, returned: ${String(written)}`)
  return written
}

export const pathTo = ({ key, parent: { name } }: FieldPlan, parent: Path | undefined): Path => ({
  prev: parent,
  key,
  typename: name,
})
