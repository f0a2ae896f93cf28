import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql'
import { nothing, type Wanted } from '../server/domain/wanted.ts'

type Growing = Map<string, Growing>
type Fragments = GraphQLResolveInfo['fragments']

const collect = (into: Growing, set: SelectionSetNode | undefined, fragments: Fragments): void => {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === 'Field') {
      const inner = into.get(selection.name.value) ?? new Map()
      into.set(selection.name.value, inner)
      collect(inner, selection.selectionSet, fragments)
    } else {
      // Fields of every type condition: reading one too many is cheaper than asking which type it will be.
      collect(into, selection.kind === 'InlineFragment' ? selection.selectionSet : fragments[selection.name.value]?.selectionSet, fragments)
    }
  }
}

// Documents are cached, so their nodes live on: what a field asks for is worked out once per document.
const known = new WeakMap<FieldNode, Wanted>()

/** The fields asked for below a field, through fragments; `@skip` and `@include` don't matter here. */
export const wantedOf = ({ fieldNodes, fragments }: GraphQLResolveInfo): Wanted => {
  const [first] = fieldNodes
  if (!first) return nothing
  const found = known.get(first)
  if (found && fieldNodes.length === 1) return found
  const wanted: Growing = new Map()
  for (const node of fieldNodes) collect(wanted, node.selectionSet, fragments)
  if (fieldNodes.length === 1) known.set(first, wanted)
  return wanted
}

const nodesOf = new WeakMap<Wanted, Wanted>()

/** The fields asked of the nodes of a connection, by `nodes` or by `edges { node }`. */
export const wantedOfNodes = (info: GraphQLResolveInfo): Wanted => {
  const wanted = wantedOf(info)
  const found = nodesOf.get(wanted)
  if (found) return found
  const [direct, edged] = [wanted.get('nodes'), wanted.get('edges')?.get('node')]
  const merged = !edged ? (direct ?? nothing) : !direct ? edged : merge(direct, edged)
  nodesOf.set(wanted, merged)
  return merged
}

const merge = (a: Wanted, b: Wanted): Wanted =>
  new Map([...new Set([...a.keys(), ...b.keys()])].map((name) => [name, merge(a.get(name) ?? nothing, b.get(name) ?? nothing)]))

const places = new WeakMap<FieldNode, number>()
let placeCount = 0

/**
 * Under which siblings share a reading (`forAll`): the place in the document with its arguments. Rows of live changes
 * are shared between subscribers, whose variables may differ for the same place.
 */
export const placeOf = ({ fieldNodes: [node] }: GraphQLResolveInfo, args: object): string => {
  const known = node && places.get(node)
  const place = known ?? ++placeCount
  if (node && !known) places.set(node, place)
  return `${place} ${JSON.stringify(args)}`
}
