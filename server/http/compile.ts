import {
  execute as executePlainly, getArgumentValues, getDirectiveValues, getVariableValues, GraphQLIncludeDirective, GraphQLSkipDirective,
  isAbstractType, isEnumType, isInterfaceType, isLeafType, isListType, isNonNullType, isObjectType, isUnionType, Kind,
  type ExecutionArgs, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLLeafType, type GraphQLObjectType,
  type GraphQLOutputType, type GraphQLResolveInfo, type GraphQLSchema, type OperationDefinitionNode, type SelectionSetNode,
} from 'graphql'
import type { Execute } from './execute.ts'

/** What one execution has that the compiled operation doesn't. */
type Run = { context: unknown; rootValue: unknown; variables: Record<string, unknown>; infos: GraphQLResolveInfo[] }

/** Writes a value as JSON, at once or later. Throws when the answer would hold an error. */
type Write = (value: unknown, run: Run) => string | Promise<string>

type Path = GraphQLResolveInfo['path']

type FieldWriter = {
  /** `"key":`, with the comma of all but the first. */
  prefix: string
  isIncluded: ((run: Run) => boolean) | null
  write: Write
}

/** An operation that this compiler leaves to graphql-js. */
class NotCompiled extends Error {
  override name = 'NotCompiled'
}

/** Something went wrong while writing: graphql-js will find out what, and word it. */
class WouldFail extends Error {
  override name = 'WouldFail'
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'

const leafWriter = (type: GraphQLLeafType): Write => {
  if (isEnumType(type)) {
    const known = new Map(type.getValues().map(({ value, name }) => [value as unknown, `"${name}"`]))
    return (value) => known.get(value) ?? JSON.stringify(type.serialize(value))
  }
  if (type.name === 'Int') return (value) => (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 ? String(value) : JSON.stringify(type.serialize(value)))
  if (type.name === 'Float') return (value) => (Number.isFinite(value) ? String(value) : JSON.stringify(type.serialize(value)))
  if (type.name === 'String' || type.name === 'ID') return (value) => JSON.stringify(typeof value === 'string' ? value : type.serialize(value))
  return (value) => JSON.stringify(type.serialize(value)) ?? 'null'
}

const joined = (parts: (string | Promise<string>)[]): Promise<string> => Promise.all(parts).then((texts) => texts.join(''))

/** What is under way when something fails is nobody's any more: it must not end the process. */
const attempt = (write: Write, value: unknown, run: Run, underway: readonly (string | Promise<string>)[] | null) => {
  try {
    return write(value, run)
  } catch (error) {
    for (const part of underway ?? []) if (typeof part !== 'string') part.catch(() => undefined)
    throw error
  }
}

const listWriter = (item: Write): Write => (value, run) => {
  if (!Array.isArray(value)) throw new WouldFail()
  let text = '['
  let parts: (string | Promise<string>)[] | null = null
  for (let index = 0; index < value.length; index++) {
    if (index > 0) text += ','
    const one = attempt(item, value[index], run, parts)
    if (typeof one === 'string') text += one
    else {
      parts ??= []
      parts.push(text, one)
      text = ''
    }
  }
  if (parts === null) return `${text}]`
  parts.push(`${text}]`)
  return joined(parts)
}

const objectWriter = (fields: readonly FieldWriter[]): Write => (source, run) => {
  let text = '{'
  let parts: (string | Promise<string>)[] | null = null
  let empty = true
  for (const { prefix, isIncluded, write } of fields) {
    if (isIncluded !== null && !isIncluded(run)) continue
    text += empty ? prefix : `,${prefix}`
    empty = false
    const one = attempt(write, source, run, parts)
    if (typeof one === 'string') text += one
    else {
      parts ??= []
      parts.push(text, one)
      text = ''
    }
  }
  if (parts === null) return `${text}}`
  parts.push(`${text}}`)
  return joined(parts)
}

type Collected = { nodes: FieldNode[]; conditions: ((run: Run) => boolean)[] }

const directives = [GraphQLSkipDirective, GraphQLIncludeDirective]

/** Compiles one operation: a query becomes functions that write JSON text straight from rows. */
const compileOperation = (schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Record<string, FragmentDefinitionNode>) => {
  let infoCount = 0

  const conditionOf = (node: SelectionSetNode['selections'][number]): ((run: Run) => boolean) | boolean => {
    if (!node.directives?.length) return true
    if (node.directives.some(({ name }) => !directives.some((known) => known.name === name.value))) throw new NotCompiled()
    const decide = (variables: Record<string, unknown>) =>
      getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
    const varies = node.directives.some(({ arguments: given }) => given?.some(({ value }) => value.kind === Kind.VARIABLE))
    return varies ? ({ variables }) => decide(variables) : decide({})
  }

  const fits = (type: GraphQLObjectType, name: string | undefined): boolean => {
    if (name === undefined || name === type.name) return true
    const condition = schema.getType(name)
    return (isInterfaceType(condition) || isUnionType(condition)) && schema.isSubType(condition, type)
  }

  const collect = (type: GraphQLObjectType, set: SelectionSetNode, conditions: Collected['conditions'], into: Map<string, Collected>): void => {
    for (const selection of set.selections) {
      const condition = conditionOf(selection)
      if (condition === false) continue
      const all = condition === true ? conditions : [...conditions, condition]
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const known = into.get(key)
        // The same key from two places that may come and go apart: too rare to be worth the words.
        if (known && (known.conditions.length > 0 || all.length > 0)) throw new NotCompiled()
        if (known) known.nodes.push(selection)
        else into.set(key, { nodes: [selection], conditions: all })
        continue
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value]
      if (!fragment) throw new NotCompiled()
      if (fits(type, fragment.typeCondition?.name.value)) collect(type, fragment.selectionSet, all, into)
    }
  }

  const compileObject = (type: GraphQLObjectType, sets: readonly SelectionSetNode[], at: Path | undefined): Write => {
    const collected = new Map<string, Collected>()
    for (const set of sets) collect(type, set, [], collected)
    return objectWriter(Array.from(collected, ([key, { nodes, conditions }]) => ({
      prefix: `${JSON.stringify(key)}:`,
      isIncluded: conditions.length === 0 ? null : (run) => conditions.every((condition) => condition(run)),
      write: compileField(type, key, nodes, at),
    })))
  }

  const compileField = (parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[], above: Path | undefined): Write => {
    const node = nodes[0]!
    const name = node.name.value
    if (name === '__typename') {
      const text = `"${parent.name}"`
      return () => text
    }
    const field: GraphQLField<unknown, unknown> | undefined = parent.getFields()[name]
    if (!field) throw new NotCompiled() // introspection
    // Without the indices of lists: siblings share it.
    const path: Path = { prev: above, key, typename: parent.name }
    const complete = compileType(field.type, nodes, path)
    const { resolve } = field
    if (!resolve) {
      return (source, run) => {
        const value = (source as Record<string, unknown>)[name]
        if (typeof value === 'function' || isPromise(value)) throw new WouldFail()
        return complete(value, run)
      }
    }
    const usesVariables = JSON.stringify(node.arguments ?? []).includes('"Variable"')
    const constant = usesVariables ? null : getArgumentValues(field, node, {})
    const at = infoCount++
    const infoOf = (run: Run): GraphQLResolveInfo =>
      (run.infos[at] ??= {
        fieldName: name, fieldNodes: nodes, returnType: field.type, parentType: parent, schema, fragments, operation,
        path, rootValue: run.rootValue, variableValues: run.variables,
      })
    return (source, run) => {
      const value: unknown = resolve(source, constant ?? getArgumentValues(field, node, run.variables), run.context, infoOf(run))
      return isPromise(value) ? value.then((late) => complete(late, run)) : complete(value, run)
    }
  }

  const compileType = (type: GraphQLOutputType, nodes: readonly FieldNode[], path: Path): Write => {
    if (isNonNullType(type)) {
      const inner = compileNullable(type.ofType, nodes, path)
      return (value, run) => {
        if (value === null || value === undefined) throw new WouldFail()
        return inner(value, run)
      }
    }
    const inner = compileNullable(type, nodes, path)
    return (value, run) => (value === null || value === undefined ? 'null' : inner(value, run))
  }

  /** For values that are there. An Error given as a value, and a promise in a list, are graphql-js's to handle. */
  const compileNullable = (type: GraphQLOutputType, nodes: readonly FieldNode[], path: Path): Write => {
    if (isLeafType(type)) {
      const write = leafWriter(type)
      return (value, run) => {
        if (typeof value === 'object' && (value instanceof Error || isPromise(value))) throw new WouldFail()
        return write(value, run)
      }
    }
    if (isListType(type)) return listWriter(compileType(type.ofType, nodes, path))
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    if (isObjectType(type)) {
      const write = compileObject(type, sets, path)
      if (type.isTypeOf) throw new NotCompiled()
      return (value, run) => {
        if (value instanceof Error || isPromise(value)) throw new WouldFail()
        return write(value, run)
      }
    }
    if (!isAbstractType(type) || !type.resolveType) throw new NotCompiled()
    const { resolveType } = type
    const writers = new Map(schema.getPossibleTypes(type).map((possible) => [possible.name, compileObject(possible, sets, path)]))
    return (value, run) => {
      const name = resolveType(value, run.context, {} as GraphQLResolveInfo, type)
      const write = typeof name === 'string' ? writers.get(name) : undefined
      if (!write) throw new WouldFail()
      return write(value, run)
    }
  }

  const query = schema.getQueryType()
  if (operation.operation !== 'query' || !query) throw new NotCompiled()
  return compileObject(query, [operation.selectionSet], undefined)
}

type Compiled = { write: Write; operation: OperationDefinitionNode }

const operationOf = ({ document, operationName }: ExecutionArgs): OperationDefinitionNode | undefined => {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  return operationName == null
    ? operations.length === 1 ? operations[0] : undefined
    : operations.find(({ name }) => name?.value === operationName)
}

/**
 * An executor that compiles each query the second time it comes, into functions that write the answer as JSON text.
 * It knows only answers without errors: whatever would be one (a resolver that throws, a null that may not be) is given
 * to graphql-js, which runs the query again and words it. Mutations, introspection, and what is rare are graphql-js's.
 * A document is always given with the schema that it was validated with.
 * @param plainly what does the rest
 */
export const createCompiledExecute = (plainly: Execute = executePlainly): Execute => {
  const seen = new WeakSet<OperationDefinitionNode>()
  const compiled = new WeakMap<OperationDefinitionNode, Compiled | null>()

  const find = (args: ExecutionArgs): Compiled | null => {
    const operation = operationOf(args)
    if (!operation || operation.operation !== 'query') return null
    const known = compiled.get(operation)
    if (known !== undefined) return known
    // Most documents come once, or for ever.
    if (!seen.has(operation)) {
      seen.add(operation)
      return null
    }
    const fragments = Object.fromEntries(args.document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : []))
    let made: Compiled | null = null
    try {
      made = { write: compileOperation(args.schema, operation, fragments), operation }
    } catch {
      // graphql-js can do everything that can't be compiled, and says what is wrong with what can't be done.
    }
    compiled.set(operation, made)
    return made
  }

  return (args) => {
    const found = (args.contextValue as { takesText?: boolean } | undefined)?.takesText ? find(args) : null
    if (!found) return plainly(args)
    const { coerced, errors } = getVariableValues(args.schema, found.operation.variableDefinitions ?? [], args.variableValues ?? {})
    if (errors || !coerced) return plainly(args)
    const run: Run = { context: args.contextValue, rootValue: args.rootValue, variables: coerced, infos: [] }
    try {
      const text = found.write(args.rootValue ?? {}, run)
      return typeof text === 'string' ? { text } : text.then((late) => ({ text: late }), () => plainly(args))
    } catch {
      return plainly(args)
    }
  }
}
