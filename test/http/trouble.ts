import fc from 'fast-check'
import { buildSchema, GraphQLError, isInterfaceType, isObjectType, isScalarType, isUnionType } from 'graphql'
import type { GraphQLNamedType, GraphQLResolveInfo, GraphQLSchema } from 'graphql'

const sdl = `
  type Query {
    item(n: Int = 3, list: [Int!], input: In): Item
    strict: Item!
    items(n: Int): [Item]
    strictItems: [Item!]!
    nodes: [Node]
    things: [Thing!]
    text: String
    digest: String!
  }
  type Mutation { first: Item  second: Item!  third: String }
  interface Node { id: ID  name: String! }
  union Thing = Item | Other
  type Item implements Node {
    id: ID
    name: String!
    count: Int
    ratio: Float!
    kind: Kind
    at: Moment
    tags: [String!]
    grid: [[Int]]
    other: Other
    strictOther: Other!
    parent: Item
    digest: String!
  }
  type Other implements Node { id: ID  name: String!  item: Item  node: Node }
  enum Kind { GOOD BAD }
  scalar Moment
  input In { a: Int = 1, b: [String] }
`

/** The same number for the same text. */
const hash = (text: string): number => {
  let state = 2166136261
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619)
  return (state ^ (state >>> 15)) >>> 0
}

const pathOf = ({ path }: GraphQLResolveInfo): string => {
  const steps: string[] = []
  for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev)
    // The items of a list are told apart by their rows, not by their place: compiled queries don't know it.
    if (typeof step.key === 'string') steps.unshift(`${step.key}:${step.typename ?? ''}`)
  return steps.join('/')
}

const digest = (args: unknown, info: GraphQLResolveInfo): string =>
  JSON.stringify([
    args,
    info.fieldName,
    info.fieldNodes.map(({ alias, loc }) => [alias?.value, loc?.start]),
    String(info.returnType),
    info.parentType.name,
    pathOf(info),
    Object.keys(info.fragments),
    info.operation.operation,
    info.variableValues,
    info.rootValue !== undefined,
    info.schema.getQueryType()?.name,
  ])

/** What a test does to an execution: rows and values that give, lack, fail, promise, are late, or of another kind. */
export type Trouble = { value: (type: string, place: string) => unknown; strikes: (place: string) => boolean }

export const createTrouble = (seed: number, trouble: number): Trouble => {
  const value = (type: string, place: string): unknown => {
    const chance = hash(`${seed}${place}`)
    const plain = () => {
      switch (type) {
        case 'Int':
          return chance % 100
        case 'Float':
          return chance / 7
        case 'String':
        case 'ID':
          return `text ${chance}`
        case 'Kind':
          return chance % 2 === 0 ? 'GOOD' : 'BAD'
        case 'Moment':
          return new Date(chance).toISOString()
        case 'tags':
          return ['a', 'b', 'c'].slice(chance % 3)
        case 'grid':
          return [[1, null], null, [chance % 9]]
        case 'many':
          return Array.from({ length: chance % 4 }, (_, index) =>
            value(chance % 2 === 0 ? 'Item' : 'Other', `${place}.${index}`),
          )
        case 'items':
          return Array.from({ length: chance % 4 }, (_, index) => value('Item', `${place}.${index}`))
        default:
          return row(type, place)
      }
    }
    if (chance % 100 >= trouble) return plain()
    switch (hash(`${place}${seed}`) % 8) {
      case 0:
        return null
      case 1:
        return undefined
      case 2:
        return new Error(`value ${place}`)
      case 3:
        return Promise.resolve(plain())
      case 4: {
        const rejected = Promise.reject(new Error(`rejected ${place}`))
        // Nobody may ask for it.
        rejected.catch(() => undefined)
        return rejected
      }
      case 5:
        return new Promise((resolve) => setImmediate(() => resolve(plain())))
      case 6:
        return { odd: true }
      default:
        return Promise.resolve(null)
    }
  }
  const fields: Record<string, Record<string, string>> = {
    Item: {
      id: 'ID',
      name: 'String',
      count: 'Int',
      ratio: 'Float',
      kind: 'Kind',
      at: 'Moment',
      tags: 'tags',
      grid: 'grid',
      other: 'Other',
      strictOther: 'Other',
      parent: 'Item',
    },
    Other: { id: 'ID', name: 'String', item: 'Item', node: 'Item' },
  }
  // Rows come as far as they are asked for, or they would never end; half of their cells are functions.
  const row = (type: string, place: string): object => {
    const made: Record<string, unknown> = { __typename: type }
    for (const [name, of] of Object.entries(fields[type] ?? {})) {
      const at = `${place}.${name}`
      const kind = hash(`${at}kind`) % 3
      if (kind === 0 && !/^[A-Z].*[a-z]$/.test(of)) made[name] = value(of, at)
      else if (kind === 1) made[name] = () => value(of, at)
      else Object.defineProperty(made, name, { get: () => value(of, at), enumerable: true })
    }
    return made
  }
  return { value, strikes: (place) => hash(`${place}${seed}throw`) % 100 < trouble / 4 }
}

const createTroubled = (): GraphQLSchema => {
  const schema = buildSchema(sdl)
  const fieldOf = (type: string, field: string) => {
    const owner = schema.getType(type)
    const definition = isObjectType(owner) ? owner.getFields()[field] : undefined
    if (!definition) throw new Error(`${type}.${field} is not in the schema`)
    return definition
  }
  const resolve = (type: string, field: string, of: string) => {
    fieldOf(type, field).resolve = (_source, args: unknown, { value, strikes }: Trouble, info) => {
      const place = `${digest(args, info).length}${pathOf(info)}`
      if (!strikes(place)) return value(of, place)
      throw hash(place) % 2 === 0
        ? new Error(`thrown ${place}`)
        : new GraphQLError(`told ${place}`, { extensions: { code: 'TOLD' } })
    }
  }
  resolve('Query', 'item', 'Item')
  resolve('Query', 'strict', 'Item')
  resolve('Query', 'items', 'items')
  resolve('Query', 'strictItems', 'items')
  resolve('Query', 'nodes', 'many')
  resolve('Query', 'things', 'many')
  resolve('Query', 'text', 'String')
  resolve('Item', 'parent', 'Item')
  resolve('Other', 'node', 'Other')
  resolve('Mutation', 'first', 'Item')
  resolve('Mutation', 'second', 'Item')
  resolve('Mutation', 'third', 'String')
  for (const type of ['Query', 'Item'])
    fieldOf(type, 'digest').resolve = (_source, args, _context, info) => digest(args, info)
  const moment = schema.getType('Moment')
  if (isScalarType(moment)) {
    moment.serialize = (given) => {
      if (typeof given !== 'string') throw new Error(`no moment: ${typeof given}`)
      return `${given}!`
    }
  }
  return schema
}

/** Lists, interfaces, unions, and resolvers that do what the context (a `Trouble`) says. */
export const schema = createTroubled()

const conditions = fc.constantFrom(
  '',
  '',
  '',
  '',
  ' @include(if: $yes)',
  ' @skip(if: $yes)',
  ' @include(if: $no) @skip(if: $no)',
  ' @skip(if: true)',
  ' @include(if: true)',
)
const itemArguments = fc.constantFrom(
  '',
  '(n: 7)',
  '(n: $n)',
  '(n: null)',
  '(list: [1, $n])',
  '(list: 4)',
  '(input: { b: ["x"] })',
  '(input: $input)',
)

/** Random selections of a type: aliases (also such as `a_b` and `__proto__`), fragments of all kinds, directives. */
const selections = (type: GraphQLNamedType | undefined, depth: number): fc.Arbitrary<string> => {
  const own = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []
  const field = fc.constantFrom('__typename', ...own.map(({ name }) => name)).chain((name) => {
    const definition = own.find((candidate) => candidate.name === name)
    const named = definition && schema.getType(String(definition.type).replace(/[[\]!]/g, ''))
    const composite = isObjectType(named) || isInterfaceType(named) || isUnionType(named)
    if (composite && depth === 0) return fc.constant('__typename')
    const alias = fc.constantFrom('', '', `x_${name}: `, `${name}_y: `, ...(name === 'count' ? ['__proto__: '] : []))
    return fc
      .tuple(
        alias,
        name === 'item' && type?.name === 'Query' ? itemArguments : fc.constant(''),
        conditions,
        composite ? selections(named, depth - 1) : fc.constant(''),
      )
      .map(([as, args, condition, inner]) => `${as}${name}${args}${condition}${inner}`)
  })
  const types = isObjectType(type)
    ? [type.name, ...(type.name === 'Query' || type.name === 'Mutation' ? [] : ['Node', 'Thing'])]
    : ['Item', 'Other', 'Node']
  const nested =
    depth === 0
      ? field
      : fc
          .constantFrom(...types)
          .chain((name) =>
            fc
              .tuple(conditions, selections(schema.getType(name), depth - 1))
              .map(([condition, inner]) => `... on ${name}${condition}${inner}`),
          )
  const spread = fc.constantFrom('F', 'G').map((name) => (types.includes('Node') ? `...${name}` : '__typename'))
  return fc
    .array(
      fc.oneof({ weight: 6, arbitrary: field }, { weight: 2, arbitrary: nested }, { weight: 1, arbitrary: spread }),
      { minLength: 1, maxLength: 5 },
    )
    .map((parts) => ` { ${parts.join(' ')} }`)
}

/** Fragments that spread each other would not be valid. */
const unspread = (text: string) => text.replaceAll(/\.\.\.[FG]\b/g, 'name')

/** Random queries and mutations on the schema; some are not valid. */
export const documents = fc
  .tuple(
    fc
      .constantFrom('query' as const, 'query' as const, 'mutation' as const)
      .chain((kind) =>
        selections(schema.getType(kind === 'query' ? 'Query' : 'Mutation'), 4).map(
          (text) => `${kind} ($yes: Boolean!, $no: Boolean = false, $n: Int, $input: In)${text}`,
        ),
      ),
    selections(schema.getType('Item'), 1),
    selections(schema.getType('Node'), 1),
  )
  .map(
    ([operation, item, node]) => `${operation} fragment F on Item${unspread(item)} fragment G on Node${unspread(node)}`,
  )
