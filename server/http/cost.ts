import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { defaultPage, maxPage } from '../domain/page.ts'
import { selectedFields, type Fragments } from './selection.ts'

export type Variables = Readonly<Record<string, unknown>>

/** Objects that an operation can return at most, by its variables. */
export type Cost = (variables: Variables) => number

/** How many objects a list without a page size usually has. */
const usualLength = (type: GraphQLNamedType): number => (type.name.endsWith('Detector') ? 16 : 10)

/** A field that returns objects: how many, and what each of them has below. */
type Branch = { times: Cost; below: Branch[] }

type Page = Cost | null

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type)

const isConnection = (type: GraphQLNamedType): boolean => isObjectType(type) && type.name.endsWith('Connection')

const bounded = (asked: number | null): number | null => (asked === null ? null : Math.min(Math.max(asked, 0), maxPage))

const argument = (field: FieldNode, name: string): ValueNode | undefined =>
  field.arguments?.find((item) => item.name.value === name)?.value

/** Reads values of arguments that may be literals, variables, or variables' defaults. */
const createReader = (operation: OperationDefinitionNode) => {
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
  )
  const toNumber = (node: ValueNode | undefined, variables: Variables): number | null => {
    if (node?.kind === Kind.INT) return Number(node.value)
    if (node?.kind !== Kind.VARIABLE) return null
    const value = variables[node.name.value]
    return typeof value === 'number'
      ? value
      : value === undefined
        ? toNumber(defaults.get(node.name.value), variables)
        : null
  }
  const toLength = (node: ValueNode | undefined, variables: Variables): number | null => {
    if (node?.kind === Kind.LIST) return node.values.length
    if (node?.kind !== Kind.VARIABLE) return null
    const value = variables[node.name.value]
    return Array.isArray(value) ? value.length : null
  }
  const itemsOf = (node: ValueNode | undefined, variables: Variables): number | null => {
    if (node?.kind === Kind.OBJECT)
      return toLength(node.fields.find(({ name }) => name.value === 'items')?.value, variables)
    if (node?.kind !== Kind.VARIABLE) return null
    const value = variables[node.name.value]
    return typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
      ? value.items.length
      : null
  }
  return { toNumber, toLength, itemsOf }
}

/**
 * Cost of an operation = the number of objects it can return. A connection's `nodes` and `edges` are as many as
 * first/last says (50 if it says nothing, never more than 1000, as the resolver refuses that), `nodes(ids:)` as many as
 * there are ids, the results of an ingest as many as its items; other lists count as `first` says, else 10, or 16 for
 * detectors.
 * Introspection is free: graphql-js bounds it by itself.
 */
export const costOf = (schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments): Cost => {
  const { toNumber, toLength, itemsOf } = createReader(operation)

  const pageOf = (field: FieldNode): Cost => {
    const [first, last] = [argument(field, 'first'), argument(field, 'last')]
    return (variables) => {
      return bounded(toNumber(first, variables) ?? toNumber(last, variables)) ?? defaultPage
    }
  }

  const timesOf = (field: FieldNode, type: GraphQLOutputType, page: Page): Cost => {
    if (!isList(type)) return () => 1
    if (page) return page
    const [ids, first] = [argument(field, 'ids'), argument(field, 'first')]
    const usual = usualLength(getNamedType(type))
    return (variables) => toLength(ids, variables) ?? bounded(toNumber(first, variables)) ?? usual
  }

  const branch = (fields: readonly FieldNode[], type: GraphQLOutputType, page: Page): Branch => {
    const [first] = fields as [FieldNode]
    const named = getNamedType(type)
    const input = argument(first, 'input')
    const inner: Page = isConnection(named)
      ? pageOf(first)
      : input
        ? (variables) => itemsOf(input, variables) ?? usualLength(named)
        : null
    return {
      times: timesOf(first, type, page),
      below: branches(
        fields.map(({ selectionSet }) => selectionSet),
        named,
        inner,
      ),
    }
  }

  const branches = (
    sets: readonly (SelectionSetNode | undefined)[],
    parent: GraphQLNamedType,
    page: Page,
  ): Branch[] => {
    // Fields that are merged in the answer are counted once.
    const merged = new Map<string, { fields: FieldNode[]; type: GraphQLOutputType }>()
    for (const { field, condition } of sets.flatMap((set) => (set ? selectedFields(set, fragments) : []))) {
      const owner = condition === null ? parent : schema.getType(condition)
      const type = isObjectType(owner) || isInterfaceType(owner) ? owner.getFields()[field.name.value]?.type : undefined
      if (!owner || !type || !isCompositeType(getNamedType(type))) continue
      const key = `${owner.name}.${field.alias?.value ?? field.name.value}`
      const known = merged.get(key)
      if (known) known.fields.push(field)
      else merged.set(key, { fields: [field], type })
    }
    return [...merged.values()].map(({ fields, type }) => branch(fields, type, page))
  }

  const root = schema.getRootType(operation.operation)
  const tree = root ? branches([operation.selectionSet], root, null) : []
  const sum = (list: readonly Branch[], variables: Variables): number =>
    list.reduce((total, { times, below }) => total + times(variables) * (1 + sum(below, variables)), 0)
  return (variables) => sum(tree, variables)
}
