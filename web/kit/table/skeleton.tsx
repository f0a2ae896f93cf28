import { createMemo, For } from 'solid-js'
import { leastWidth, type Column } from './column.ts'
import './table.css'
import './card.css'

const rows = Array.from({ length: 20 })

/** A table to come, in the shape that it will have. */
export const Skeleton = <Row,>(props: { columns: readonly Column<Row>[]; label: string }) => {
  const cards = matchMedia('(width < 60rem)').matches
  const columns = createMemo(() => (cards ? props.columns.slice(0, 4) : props.columns))
  return (
    <div
      ref={(table) => {
        table.style.setProperty('--tracks', ['2.25rem', ...columns().map(({ width }) => width)].join(' '))
        table.style.setProperty('--least', leastWidth(columns()))
        table.style.setProperty('--row-height', cards ? '4.5rem' : '1.875rem')
      }}
      class="table table-skeleton"
      role="status"
      aria-label={`${props.label} are being read`}
      data-cards={cards || undefined}
    >
      <div class="table-head" aria-hidden="true">
        <div class="table-head-row">
          <div class="head-cell" />
          <For each={columns()}>{(column) => <div class="head-cell">{column.title}</div>}</For>
        </div>
      </div>
      <div class="table-body" aria-hidden="true">
        <For each={rows}>
          {() => (
            <div class="row">
              <div class="cell" />
              <div class="row-line">
                <For each={columns()}>
                  {(column) => (
                    <div class={`cell cell-${column.key}`}>
                      <span class="bone" />
                    </div>
                  )}
                </For>
              </div>
            </div>
          )}
        </For>
      </div>
    </div>
  )
}
