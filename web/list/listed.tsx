import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import type { WebApp } from '../app.ts'
import type { Revised } from '../graphql/list.ts'
import { createLiveList } from '../graphql/live-list.ts'
import { Icon } from '../kit/icon.tsx'
import { Empty, FaultLine, FaultState } from '../kit/states.tsx'
import type { Column } from '../kit/table/column.ts'
import { Skeleton } from '../kit/table/skeleton.tsx'
import { Table, type TableHandle } from '../kit/table/table.tsx'
import type { Asked, ListDescription } from './description.ts'
import { createListKeys } from './list-keys.ts'
import { ListHead } from './list-head.tsx'
import { Peek } from './peek.tsx'
import { createComingBack, keepPlace, topPx } from './place.ts'
import { createSelection } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import { sortingIn, withoutSorting, withSorting, type ListView } from './view.ts'

/** The list itself, of a view that was read: the head, the table, the look beside it. */
export const Listed = <Row extends Revised>(props: {
  app: WebApp
  list: ListDescription<Row>
  view: ListView
  change: (part: Partial<ListView>, how?: { replace: boolean }) => void
  columns: readonly Column<Row>[]
  asked: Asked
}) => {
  const { app, list } = props
  const navigate = useNavigate()
  const view = () => props.view
  const change: typeof props.change = (part, how) => props.change(part, how)
  const columns = () => props.columns
  const asked = createMemo(() => props.asked)
  const sorting = createMemo(() => sortingIn(view().q) ?? list.usualSorting)
  const isFiltered = () => withoutSorting(view().q) !== '' || view().from !== '' || view().to !== ''

  const [isAtTop, setAtTop] = createSignal(true)
  const look = () => setAtTop(window.scrollY <= topPx)
  addEventListener('scroll', look, { passive: true })
  onCleanup(() => removeEventListener('scroll', look))

  const [current, setCurrent] = createSignal<string | null>(view().peek)
  const [handle, setHandle] = createSignal<TableHandle>()
  const back = createComingBack(asked)
  const rows = createLiveList<Row, Asked>({
    asked,
    source: list.source,
    connection: app.api.connection,
    isAtTop,
    landing: () => back()?.landing ?? null,
  })
  createEffect(on(isAtTop, (there) => there && rows.reveal(), { defer: true }))
  keepPlace({ list, asked, view, rows, handle, back, current, setCurrent })

  const selection = createSelection()
  createEffect(on(asked, selection.clear, { defer: true }))
  const listed = () => rows.rows().map((row) => list.keyOf(row))
  const peek = (key: string | null) => change({ peek: key }, { replace: view().peek !== null })

  createListKeys({ app, list, rows, selection, current, setCurrent, peeked: () => view().peek, peek, handle, open: (key) => navigate(list.pathOf(key)) })

  const dress = list.dress?.(rows.rows)
  const select = (key: string, isRange: boolean) => {
    if (!selection.toggle(key, isRange, listed()))
      app.toasts.failed('The other end of the range is not loaded any more: only this row was selected.')
  }
  const hasNothing = () => rows.rows().length === 0
  const isEmpty = () => !rows.isLoading() && rows.size() === 0

  return (
    <div class={`list list-${list.name}`}>
      <ListHead
        app={app}
        list={list}
        view={view()}
        change={change}
        columns={columns()}
        totalCount={rows.isLoading() ? null : rows.totalCount()}
        isFiltered={isFiltered()}
        asked={asked()}
      />

      {list.legend?.({ asked, q: () => view().q, choose: (q) => change({ q }) })}

      <div class="list-news" aria-live="polite">
        <Show when={rows.heldCount() > 0}>
          <button
            type="button"
            class="news"
            onClick={() => {
              rows.reveal()
              window.scrollTo({ top: 0, behavior: 'instant' })
            }}
          >
            <Icon name="up" />
            {rows.heldCount()} new
          </button>
        </Show>
      </div>

      <Show when={!hasNothing() && rows.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The list could not be read." retry={rows.reload} />}
      </Show>

      <Switch>
        <Match when={hasNothing() && rows.fault()}>
          {(fault) => (
            <FaultState fault={fault()} what={`The ${list.noun.many} could not be read`} retry={rows.reload} />
          )}
        </Match>
        <Match when={isEmpty() && isFiltered()}>
          <Empty title={`No ${list.noun.one} fits this filter`}>
            <p>As soon as one does, it appears here by itself.</p>
            <button
              type="button"
              class="button"
              onClick={() => change({ q: withSorting('', sortingIn(view().q)), from: '', to: '' })}
            >
              Show all {list.noun.many}
            </button>
          </Empty>
        </Match>
        <Match when={isEmpty()}>{list.none()}</Match>
        <Match when={rows.size() === 0}>
          <Skeleton columns={columns()} label={list.noun.title} />
        </Match>
        <Match when={true}>
          <Table
            label={list.noun.title}
            class={`table-${list.name}`}
            columns={columns()}
            list={rows}
            isBusy={rows.isLoading()}
            sorting={sorting()}
            sort={({ order, ascendsFirst = false }) => {
              if (order === undefined) return
              const { word, descending } = sorting()
              const next = { word: order, descending: word === order ? !descending : !ascendsFirst }
              const isUsual = next.word === list.usualSorting.word && next.descending === list.usualSorting.descending
              change({ q: withSorting(view().q, isUsual ? null : next) })
            }}
            handle={setHandle}
            traits={{
              keyOf: list.keyOf,
              nameOf: (row) => `${list.noun.one} ${list.keyOf(row)}`,
              dress,
              isSelected: selection.has,
              select,
              isCurrent: (key) => current() === key,
              press: (key) => {
                setCurrent(key)
                peek(key)
              },
            }}
            headBox={
              <input
                type="checkbox"
                aria-label={`Select all ${list.noun.many} that are loaded`}
                checked={selection.keys().size > 0 && listed().every(selection.has)}
                ref={(box) =>
                  createEffect(() => {
                    box.indeterminate = selection.keys().size > 0 && !listed().every(selection.has)
                  })
                }
                onChange={({ currentTarget }) => (currentTarget.checked ? selection.add(listed()) : selection.clear())}
              />
            }
          />
        </Match>
      </Switch>

      <SelectionBar app={app} list={list} selection={selection} columns={columns()} asked={asked()} />
      <Peek list={list} peeked={view().peek} close={() => peek(null)} />
    </div>
  )
}

