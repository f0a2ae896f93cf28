import { createMemo, For, type Accessor, type JSX } from 'solid-js'

/** Draws each row once, by its id: a row that changes keeps its elements (and focus, and selection). */
export const EachById = <Row extends { readonly id: string }>(props: {
  each: readonly Row[]
  children: (row: Accessor<Row>) => JSX.Element
}) => {
  const byId = createMemo(() => new Map(props.each.map((row) => [row.id, row])))
  const ids = createMemo(() => props.each.map(({ id }) => id))
  return (
    <For each={ids()}>
      {(id) => {
        const first = byId().get(id)
        if (first === undefined) return null
        return props.children(createMemo((before: Row) => byId().get(id) ?? before, first))
      }}
    </For>
  )
}
