import { createEffect, createMemo, For, on, onMount, type Accessor } from 'solid-js'
import { flash } from '../motion.ts'
import type { Column } from './column.ts'

/** What a table has to know of its rows, besides their cells. */
export type RowTraits<Item> = {
  /** The name that people give it: in the address, and in the selection. */
  keyOf: (row: Item) => string
  /** "run 526080", for those who listen. */
  nameOf: (row: Item) => string
  /** Attributes `data-…` by which it is dressed; those of a row that changes are computed anew. */
  dress?: ((row: Item) => Readonly<Record<string, string | undefined>>) | undefined
  isSelected: (key: string) => boolean
  /** @param isRange all from the last one that was selected to this one */
  select: (key: string, isRange: boolean) => void
  isCurrent: (key: string) => boolean
  /** The row was pressed beside its links and boxes. */
  press: (key: string) => void
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button, input, label, select, [role="button"]') !== null

/** One row. On a narrow page its cells stand in lines, as a card. */
export const Row = <Item extends { readonly id: string; readonly revision: number }>(props: {
  row: Accessor<Item>
  index: number
  /** px */
  height: number
  lines: readonly (readonly Column<Item>[])[]
  isNew: boolean
  traits: RowTraits<Item>
}) => {
  let element: HTMLDivElement | undefined
  const key = createMemo(() => props.traits.keyOf(props.row()))

  // Each row stands by itself: while the page scrolls, those that stay are not drawn again.
  createEffect(() => element?.style.setProperty('top', `${props.index * props.height}px`))
  onMount(() => props.isNew && element && flash(element))
  createEffect(
    on(
      () => props.row().revision,
      () => element && flash(element),
      { defer: true },
    ),
  )
  createEffect((before: readonly string[]) => {
    const dressed = Object.entries(props.traits.dress?.(props.row()) ?? {})
    for (const name of before) if (!dressed.some(([other]) => other === name)) delete element?.dataset[name]
    for (const [name, value] of dressed) {
      if (value === undefined) delete element?.dataset[name]
      else if (element && element.dataset[name] !== value) element.dataset[name] = value
    }
    return dressed.map(([name]) => name)
  }, [])

  return (
    <div
      ref={(row) => (element = row)}
      class="row"
      role="row"
      aria-rowindex={props.index + 2}
      data-key={key()}
      data-selected={props.traits.isSelected(key()) || undefined}
      data-current={props.traits.isCurrent(key()) || undefined}
      onClick={(event) => {
        // Who marks text to copy it wants nothing else.
        if (isControl(event.target) || getSelection()?.isCollapsed === false) return
        props.traits.press(key())
      }}
    >
      <div role="cell" class="cell cell-box">
        <label class="row-box">
          <input
            type="checkbox"
            aria-label={`Select ${props.traits.nameOf(props.row())}`}
            checked={props.traits.isSelected(key())}
            onClick={(event) => props.traits.select(key(), event.shiftKey)}
          />
        </label>
      </div>
      <For each={props.lines}>
        {(line) => (
          <div class="row-line" role="presentation">
            <For each={line}>
              {(column) => (
                <div
                  role={column.fixed ? 'rowheader' : 'cell'}
                  class={`cell cell-${column.key}`}
                  data-align={column.align}
                  data-fixed={column.fixed || undefined}
                  data-label={column.label}
                  title={column.text?.(props.row())}
                >
                  {column.cell(props.row)}
                </div>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  )
}
