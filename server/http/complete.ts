import { defaultTypeResolver, GraphQLError, type GraphQLLeafType, type GraphQLObjectType } from 'graphql'
import { objectOf, type FieldPlan, type ObjectPlan, type Shape } from './plan.ts'
import { argumentsOf, fail, infoOf, isIterable, isPromise, pathTo, serialize } from './underway.ts'
import type { Data, Later, Path, Underway } from './underway.ts'

const completeObject = (
  run: Underway,
  field: FieldPlan,
  type: GraphQLObjectType,
  value: unknown,
  path: Path,
  fieldPath: Path,
): Later<Data> => {
  const plan = field.below(type)
  if (!type.isTypeOf) return executeObject(run, plan, value, path)
  const refuse = () => {
    throw new GraphQLError(`Expected value of type "${type.name}" but got another.`, { nodes: field.nodes })
  }
  const fits = type.isTypeOf(value, run.contextValue, infoOf(run, field, fieldPath))
  if (isPromise(fits)) return fits.then((late) => (late ? executeObject(run, plan, value, path) : refuse()))
  return fits ? executeObject(run, plan, value, path) : refuse()
}

const completeAbstract = (
  run: Underway,
  field: FieldPlan,
  shape: Shape & { kind: 'abstract' },
  value: unknown,
  path: Path,
  fieldPath: Path,
): Later<Data> => {
  const { type } = shape
  const resolveType = type.resolveType ?? defaultTypeResolver
  const complete = (name: unknown) => {
    const concrete = typeof name === 'string' ? objectOf(run.schema, type, name) : null
    if (!concrete) {
      const where = `for field "${field.parent.name}.${field.definition.name}"`
      throw new GraphQLError(
        `Abstract type "${type.name}" must resolve to one of its Object types at runtime ${where}.`,
        { nodes: field.nodes },
      )
    }
    return completeObject(run, field, concrete, value, path, fieldPath)
  }
  const name = resolveType(value, run.contextValue, infoOf(run, field, fieldPath), type)
  return isPromise(name) ? name.then(complete) : complete(name)
}

const completeList = (
  run: Underway,
  field: FieldPlan,
  item: Shape,
  values: Iterable<unknown>,
  path: Path,
  fieldPath: Path,
): Later<unknown[]> => {
  const list: unknown[] = []
  let late = false
  try {
    for (const value of values) {
      const place: Path = { prev: path, key: list.length, typename: undefined }
      const completed = completeSafely(run, field, item, value, place, fieldPath)
      if (isPromise(completed)) late = true
      list.push(completed)
    }
  } catch (error) {
    // Nobody waits for the items before: their failures must not become the process's.
    Promise.allSettled(list).catch(() => undefined)
    throw error
  }
  return late ? Promise.all(list) : list
}

const complete = (
  run: Underway,
  field: FieldPlan,
  shape: Shape,
  value: unknown,
  path: Path,
  fieldPath: Path,
): unknown => {
  if (value == null) {
    if (shape.nonNull)
      throw new Error(`Cannot return null for non-nullable field ${field.parent.name}.${field.definition.name}.`)
    return null
  }
  if (value instanceof Error) throw value
  switch (shape.kind) {
    case 'leaf':
      return serialize(shape.type, value)
    case 'object':
      return completeObject(run, field, shape.type, value, path, fieldPath)
    case 'list':
      if (!isIterable(value)) {
        throw new GraphQLError(
          `Expected Iterable, but did not find one for field "${field.parent.name}.${field.definition.name}".`,
        )
      }
      return completeList(run, field, shape.item, value, path, fieldPath)
    case 'abstract':
      return completeAbstract(run, field, shape, value, path, fieldPath)
  }
}

/** Completes a value, or what it promises; errors make null of it, or throw where null may not be. */
const completeSafely = (
  run: Underway,
  field: FieldPlan,
  shape: Shape,
  value: unknown,
  path: Path,
  fieldPath: Path,
): unknown => {
  try {
    const completed = isPromise(value)
      ? value.then((late) => complete(run, field, shape, late, path, fieldPath))
      : complete(run, field, shape, value, path, fieldPath)
    return isPromise(completed)
      ? completed.then(undefined, (error: unknown) => fail(run, field, shape, path, error))
      : completed
  } catch (error) {
    return fail(run, field, shape, path, error)
  }
}

/** One field: its resolver, and what becomes of the value. */
export const executeField = (run: Underway, field: FieldPlan, source: unknown, parent: Path | undefined): unknown => {
  const path = pathTo(field, parent)
  let value: unknown
  try {
    value = field.resolve(source, argumentsOf(run, field), run.contextValue, infoOf(run, field, path))
  } catch (error) {
    return fail(run, field, field.shape, path, error)
  }
  return completeSafely(run, field, field.shape, value, path, path)
}

/**
 * The short way for most cells of a table: a plain value that is read off a row, without path, arguments or info. All
 * else goes the long way from where it stands.
 */
const executeProperty = (
  run: Underway,
  type: GraphQLLeafType,
  field: FieldPlan,
  source: unknown,
  parent: Path | undefined,
): unknown => {
  if (typeof source !== 'object' || source === null) return executeField(run, field, source, parent)
  const { definition, shape } = field
  let value: unknown
  try {
    value = (source as Data)[definition.name]
    if (value === null && !shape.nonNull) return null
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return serialize(type, value)
  } catch (error) {
    return fail(run, field, shape, pathTo(field, parent), error)
  }
  if (typeof value === 'function') return executeField(run, field, source, parent)
  const path = pathTo(field, parent)
  return completeSafely(run, field, shape, value, path, path)
}

/** The fields of an object, all at once; later, if one of them is late. */
export const executeObject = (
  run: Underway,
  { fields, plain }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Later<Data> => {
  const data: Data = plain ? {} : (Object.create(null) as Data)
  const keys: string[] = []
  const promises: Promise<unknown>[] = []
  try {
    for (const field of fields) {
      const value = field.property
        ? executeProperty(run, field.property, field, source, path)
        : executeField(run, field, source, path)
      data[field.key] = value
      if (isPromise(value)) {
        keys.push(field.key)
        promises.push(value)
      }
    }
  } catch (error) {
    if (promises.length === 0) throw error
    return Promise.all(promises).finally(() => {
      throw error
    }) as never
  }
  if (promises.length === 0) return data
  return Promise.all(promises).then((values) => {
    keys.forEach((key, index) => (data[key] = values[index]))
    return data
  })
}
