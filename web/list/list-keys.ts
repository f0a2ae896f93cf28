import { createEffect, createSignal, type Accessor } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import type { LiveList } from '../graphql/list-source.ts'
import type { TableHandle } from '../kit/table/table.tsx'
import type { ListDescription } from './description.ts'
import type { Selection } from './selection.ts'

const isOnControl = ({ target }: KeyboardEvent) =>
  target instanceof Element && target.closest('button, input, select, textarea, summary, [popover]:popover-open') !== null
const isOnLink = ({ target }: KeyboardEvent) => target instanceof Element && target.closest('a') !== null

/** The link of a row that is drawn. */
export const linkOf = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`.row[data-key="${CSS.escape(key)}"] .cell[data-fixed] a`)

/** The keys of a list: up and down, to look at, open and select. In force as long as the page stands. */
export const createListKeys = <Row extends Revised>({
  app,
  list,
  rows,
  selection,
  current,
  setCurrent,
  peeked,
  peek,
  handle,
  open,
}: {
  app: Pick<WebApp, 'keys'>
  list: Pick<ListDescription<Row>, 'noun' | 'keyOf'>
  rows: LiveList<Row>
  selection: Selection
  current: Accessor<string | null>
  setCurrent: (key: string) => void
  peeked: Accessor<string | null>
  peek: (key: string | null) => void
  handle: Accessor<TableHandle | undefined>
  open: (key: string) => void
}): void => {
  /** Where to go as soon as the row is here. */
  const [wanted, setWanted] = createSignal<number | null>(null)
  const indexOf = (key: string | null) => {
    const at = rows.rows().findIndex((row) => list.keyOf(row) === key)
    return at === -1 ? null : at + rows.before()
  }

  const goTo = (index: number) => {
    const there = Math.min(Math.max(0, index), rows.size() - 1)
    handle()?.show(there)
    setWanted(there)
  }
  createEffect(() => {
    const index = wanted()
    if (index === null) return
    const row = rows.rows()[index - rows.before()]
    if (!row) return
    const key = list.keyOf(row)
    setWanted(null)
    setCurrent(key)
    if (peeked() !== null && peeked() !== key) peek(key)
    // Drawn by now: the focus goes with the reader, for those who listen, and for Enter.
    requestAnimationFrame(() => {
      if (current() !== key) return
      linkOf(key)?.focus({ preventScroll: true })
    })
  })
  const move = (by: number) => {
    const from = indexOf(current())
    goTo(from === null ? (handle()?.first() ?? 0) : from + by)
  }
  const withCurrent = (run: (key: string) => void) => () => {
    const key = current()
    if (key !== null && indexOf(key) !== null) run(key)
  }

  const { one, many, title: group } = list.noun
  const hasCurrent = () => current() !== null && indexOf(current()) !== null
  app.keys.use(
    { keys: 'j', what: `Next ${one}`, group, repeats: true, run: () => move(1) },
    { keys: 'k', what: `Previous ${one}`, group, repeats: true, run: () => move(-1) },
    {
      keys: 'Enter',
      what: `Open the ${one}`,
      group,
      when: (event) => hasCurrent() && !isOnControl(event) && !isOnLink(event),
      run: withCurrent(open),
    },
    { keys: 'o', what: `Look at the ${one} beside the list`, group, when: hasCurrent, run: withCurrent((key) => peek(peeked() === key ? null : key)) },
    {
      keys: 'Space',
      what: `Look at the ${one} beside the list`,
      group,
      when: (event) => hasCurrent() && !isOnControl(event),
      run: withCurrent((key) => peek(peeked() === key ? null : key)),
    },
    { keys: 'x', what: `Select the ${one}`, group, when: hasCurrent, run: withCurrent((key) => selection.toggle(key, false, [])) },
    {
      keys: '$mod+a',
      what: `Select all ${many} that are loaded`,
      group,
      when: () => rows.size() > 0,
      run: () => selection.add(rows.rows().map((row) => list.keyOf(row))),
    },
    {
      keys: 'Escape',
      what: 'Close, or select nothing',
      group,
      when: () => (peeked() !== null || selection.keys().size > 0) && !document.querySelector(':popover-open'),
      run: () => (peeked() === null ? selection.clear() : peek(null)),
    },
    { keys: 'g g', what: 'To the beginning', group, run: () => goTo(0) },
    { keys: 'Shift+G', what: 'To the end', group, run: () => goTo(rows.size() - 1) },
  )
}
