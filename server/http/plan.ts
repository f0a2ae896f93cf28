import {
  defaultFieldResolver,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** How values of a type are completed. */
export type Shape = { nonNull: boolean } & (
  | { kind: 'leaf'; type: GraphQLLeafType }
  | { kind: 'list'; item: Shape }
  | { kind: 'object'; type: GraphQLObjectType }
  | { kind: 'abstract'; type: GraphQLAbstractType }
)

/** A field of the answer: all that is known of it before the first row comes. */
export type FieldPlan = {
  /** Its name in the answer. */
  key: string
  definition: GraphQLField<unknown, unknown>
  nodes: readonly FieldNode[]
  parent: GraphQLObjectType
  type: GraphQLOutputType
  shape: Shape
  takesArguments: boolean
  resolve: GraphQLFieldResolver<unknown, unknown>
  /** The type of a leaf that is just read off its object, without a resolver; null for others. */
  property: GraphQLLeafType | null
  /** What is selected of the objects it returns, by their type. */
  below: (type: GraphQLObjectType) => ObjectPlan
}

export type ObjectPlan = {
  fields: readonly FieldPlan[]
  /** Whether its keys fit an ordinary object. */ plain: boolean
}

type Values = Record<string, unknown>
type Fragments = Record<string, FragmentDefinitionNode>

const shapeOf = (type: GraphQLOutputType): Shape => {
  const nonNull = isNonNullType(type)
  const inner = isNonNullType(type) ? type.ofType : type
  if (isListType(inner)) return { nonNull, kind: 'list', item: shapeOf(inner.ofType) }
  if (isLeafType(inner)) return { nonNull, kind: 'leaf', type: inner }
  return isAbstractType(inner) ? { nonNull, kind: 'abstract', type: inner } : { nonNull, kind: 'object', type: inner }
}

const definitionOf = (
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined => {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef
  }
  return parent.getFields()[name]
}

/** @skip and @include are obeyed here, so a plan holds for those values of their variables that it was made with. */
const isIncluded = (node: SelectionNode, values: Values): boolean => {
  if (!node.directives || node.directives.length === 0) return true
  if (getDirectiveValues(GraphQLSkipDirective, node, values)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, values)?.if !== false
}

const createObjectPlanner = (schema: GraphQLSchema, fragments: Fragments, values: Values) => {
  const fits = (condition: string | undefined, type: GraphQLObjectType): boolean => {
    if (condition === undefined || condition === type.name) return true
    const conditional = schema.getType(condition)
    return isAbstractType(conditional) && schema.isSubType(conditional, type)
  }

  const collect = (
    set: SelectionSetNode,
    type: GraphQLObjectType,
    into: Map<string, FieldNode[]>,
    entered: Set<string>,
  ): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const name = node.name.value
        if (entered.has(name) || !isIncluded(node, values)) continue
        entered.add(name)
        const fragment = fragments[name]
        if (fragment && fits(fragment.typeCondition.name.value, type))
          collect(fragment.selectionSet, type, into, entered)
      } else if (!isIncluded(node, values)) {
        continue
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (fits(node.typeCondition?.name.value, type)) collect(node.selectionSet, type, into, entered)
      } else {
        const key = node.alias?.value ?? node.name.value
        const nodes = into.get(key)
        if (nodes) nodes.push(node)
        else into.set(key, [node])
      }
    }
  }

  const planField = (key: string, nodes: readonly FieldNode[], parent: GraphQLObjectType): FieldPlan[] => {
    const definition = definitionOf(schema, parent, nodes[0]?.name.value ?? '')
    if (!definition) return []
    const plans = new Map<GraphQLObjectType, ObjectPlan>()
    const shape = shapeOf(definition.type)
    const below = (type: GraphQLObjectType): ObjectPlan => {
      const known = plans.get(type)
      if (known) return known
      const plan = planObject(
        nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
        type,
      )
      plans.set(type, plan)
      return plan
    }
    return [
      {
        key,
        definition,
        nodes,
        parent,
        type: definition.type,
        shape,
        below,
        takesArguments: definition.args.length > 0,
        resolve: definition.resolve ?? defaultFieldResolver,
        property: !definition.resolve && shape.kind === 'leaf' ? shape.type : null,
      },
    ]
  }

  const planObject = (sets: readonly SelectionSetNode[], type: GraphQLObjectType): ObjectPlan => {
    const groups = new Map<string, FieldNode[]>()
    const entered = new Set<string>()
    for (const set of sets) collect(set, type, groups, entered)
    // An assignment to __proto__ of an ordinary object would not make a field.
    return {
      fields: [...groups].flatMap(([key, nodes]) => planField(key, nodes, type)),
      plain: !groups.has('__proto__'),
    }
  }

  return planObject
}

/** One operation of a document, ready to be run again and again. */
export type Prepared = {
  operation: OperationDefinitionNode
  fragments: Fragments
  /** The plan of the root, for these (coerced) variables; null when the schema has no such root. */
  root: (values: Values) => ObjectPlan | null
}

const maxPlans = 32

/** Plans are shared by requests whose variables in @skip and @include are the same, and made as far as needed. */
export const prepare = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Prepared => {
  const fragments: Fragments = Object.create(null) as Fragments
  for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node
  const deciding = new Set<string>()
  visit(document, {
    Directive: ({ name, arguments: list = [] }) => {
      if (name.value !== GraphQLSkipDirective.name && name.value !== GraphQLIncludeDirective.name) return
      for (const { value } of list) if (value.kind === Kind.VARIABLE) deciding.add(value.name.value)
    },
  })
  const names = [...deciding]
  const plans = new Map<string, ObjectPlan>()
  return {
    operation,
    fragments,
    root: (values) => {
      const type = schema.getRootType(operation.operation)
      if (!type) return null
      const key = names.map((name) => String(values[name])).join()
      const known = plans.get(key)
      if (known) return known
      const plan = createObjectPlanner(schema, fragments, values)([operation.selectionSet], type)
      if (plans.size < maxPlans) plans.set(key, plan)
      return plan
    },
  }
}

/** The object type of this name, if it is one of those that the abstract type stands for. */
export const objectOf = (
  schema: GraphQLSchema,
  abstract: GraphQLAbstractType,
  name: string,
): GraphQLObjectType | null => {
  const type = schema.getType(name)
  return isObjectType(type) && schema.isSubType(abstract, type) ? type : null
}
