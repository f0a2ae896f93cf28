import { createMemo, createUniqueId, For, Show } from 'solid-js'
import { Icon } from '../kit/icon.tsx'
import { remember } from '../kit/preference.ts'
import type { Column } from '../kit/table/column.ts'
import '../kit/popover.css'
import './column-choice.css'

type Offered = Pick<Column<never>, 'key' | 'title' | 'hint' | 'fixed'>

/** Which columns, in which order. The address has them, and this browser remembers them for the next visit. */
export const ColumnChoice = (props: {
  name: string
  columns: readonly Offered[]
  chosen: readonly Offered[]
  isUsual: boolean
  /** Null for the usual ones. */
  choose: (keys: readonly string[] | null) => void
}) => {
  const id = createUniqueId()
  let button: HTMLButtonElement | undefined
  let panel: HTMLDivElement | undefined
  const keys = createMemo(() => props.chosen.map(({ key }) => key))
  const offered = createMemo(() => [
    ...props.chosen,
    ...props.columns.filter(({ key }) => !keys().includes(key)),
  ])
  const choose = (next: readonly string[] | null) => {
    remember(`columns.${props.name}`, next?.join(',') ?? '')
    props.choose(next)
  }
  const isChosen = (key: string) => keys().includes(key)
  const firstFree = () => props.chosen.filter(({ fixed }) => fixed).length
  const move = (key: string, by: -1 | 1) => {
    const at = keys().indexOf(key)
    const to = at + by
    if (at < firstFree() || to < firstFree() || to >= keys().length) return
    choose(keys().with(at, keys()[to]!).with(to, key))
    // The button moved with its line.
    queueMicrotask(() => panel?.querySelector<HTMLElement>(`[data-move="${key} ${by}"]`)?.focus())
  }
  const place = (event: ToggleEvent) => {
    if (event.newState !== 'open' || !button || !panel) return
    const { right, bottom } = button.getBoundingClientRect()
    const most = document.documentElement.clientWidth - panel.offsetWidth - 8
    panel.style.left = `${Math.max(8, Math.min(right - panel.offsetWidth, most))}px`
    panel.style.top = `${bottom + 4}px`
    panel.style.maxHeight = `${Math.max(160, innerHeight - bottom - 16)}px`
  }

  return (
    <div class="column-choice">
      <button ref={(element) => (button = element)} type="button" class="button" aria-label="Columns" title="Columns" popoverTarget={id}>
        <Icon name="columns" />
        <span class="button-word">Columns</span>
      </button>
      <div
        ref={(element) => (panel = element)}
        id={id}
        popover
        class="popover column-panel"
        role="group"
        aria-label="Columns"
        onToggle={place}
      >
        <For each={offered()}>
          {(column) => (
            <div class="column-line">
              <label class="column-name" title={column.hint}>
                <input
                  type="checkbox"
                  checked={isChosen(column.key)}
                  disabled={column.fixed}
                  onChange={() =>
                    choose(isChosen(column.key) ? keys().filter((key) => key !== column.key) : [...keys(), column.key])
                  }
                />
                {column.title}
              </label>
              <Show when={isChosen(column.key) && !column.fixed}>
                <button
                  type="button"
                  class="icon-button"
                  data-move={`${column.key} -1`}
                  aria-label={`Move ${column.title} to the left`}
                  aria-disabled={keys().indexOf(column.key) <= firstFree()}
                  onClick={() => move(column.key, -1)}
                >
                  <Icon name="up" />
                </button>
                <button
                  type="button"
                  class="icon-button"
                  data-move={`${column.key} 1`}
                  aria-label={`Move ${column.title} to the right`}
                  aria-disabled={keys().indexOf(column.key) >= keys().length - 1}
                  onClick={() => move(column.key, 1)}
                >
                  <Icon name="down" />
                </button>
              </Show>
            </div>
          )}
        </For>
        <button type="button" class="popover-reset" disabled={props.isUsual} onClick={() => choose(null)}>
          The usual columns
        </button>
      </div>
    </div>
  )
}
