import {
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

export const fragmentsOf = (document: DocumentNode): Fragments =>
  new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )

export const operationsOf = (document: DocumentNode): OperationDefinitionNode[] =>
  document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)

/** A field as it is selected, with the type condition it stands under (null: that of the selection set itself). */
export type Selected = { field: FieldNode; condition: string | null }

/** Fields of a selection set, through its fragments, each entered once. @skip and @include are not obeyed. */
export const selectedFields = (set: SelectionSetNode, fragments: Fragments): Selected[] => {
  const found: Selected[] = []
  const entered = new Set<string>()
  const collect = ({ selections }: SelectionSetNode, condition: string | null) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        found.push({ field: selection, condition })
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, selection.typeCondition?.name.value ?? condition)
      } else {
        const name = selection.name.value
        const fragment = fragments.get(name)
        if (!fragment || entered.has(name)) continue
        entered.add(name)
        collect(fragment.selectionSet, fragment.typeCondition.name.value)
      }
    }
  }
  collect(set, null)
  return found
}
