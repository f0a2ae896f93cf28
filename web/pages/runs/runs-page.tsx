import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createLiveList } from '../../graphql/live-list.ts'
import { EachById } from '../../kit/each-by-id.tsx'
import { Icon } from '../../kit/icon.tsx'
import { slideDown } from '../../kit/motion.ts'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { shortZone } from '../../kit/time.ts'
import type { RunRow as Run } from './documents.ts'
import { fillEdges } from './fill-edges.ts'
import { RunRow } from './run-row.tsx'
import { RunsFilter } from './runs-filter.tsx'
import { RunsHead } from './runs-head.tsx'
import { RunsSkeleton } from './runs-skeleton.tsx'
import { createRunsSource } from './source.ts'
import { readView, toFilter, wholeView, writeView, type RunsView } from './view.ts'
// Later ones refine earlier ones.
import './runs-filter.css'
import './runs-page.css'
import './run-row.css'
import './run-card.css'

/** So many rows come by themselves while the reader scrolls; then a button asks. */
const byThemselves = 500
/** Nearer to the top than this (px) new rows may push the others down. */
const topPx = 8

const plural = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'run' : 'runs'}`

/** All runs, live. The address says which, and in which order. */
export const RunsPage = (props: { app: WebApp }) => {
  const { api, clock, zones } = props.app
  const location = useLocation()
  const navigate = useNavigate()
  const search = createMemo(() => writeView(readView(location.search)))
  const view = createMemo(() => readView(search()))
  const change = (part: Partial<RunsView>, { replace } = { replace: false }) =>
    navigate(`${location.pathname}${writeView({ ...view(), ...part })}`, { replace, scroll: false })

  const [isAtTop, setAtTop] = createSignal(true)
  const look = () => setAtTop(window.scrollY <= topPx)
  addEventListener('scroll', look, { passive: true })
  onCleanup(() => removeEventListener('scroll', look))

  const runs = createLiveList<Run, RunsView>({
    view,
    source: createRunsSource(props.app),
    connection: api.connection,
    isAtTop,
  })
  createEffect(on(isAtTop, (there) => there && runs.reveal(), { defer: true }))

  createEffect(on(search, () => window.scrollTo({ top: 0 }), { defer: true }))

  document.title = 'Runs · Logline'
  let body: HTMLTableSectionElement | undefined
  let sentinel: HTMLDivElement | undefined

  // Rows that came in at the top push the others down gently.
  createEffect(
    on(runs.rows, (rows, before) => {
      const first = before?.[0]
      const added = first ? rows.findIndex(({ id }) => id === first.id) : -1
      if (added <= 0 || added > 5 || !body || !isAtTop()) return
      const [from, to] = [body.rows[0], body.rows[added]]
      if (from && to) slideDown(body, to.offsetTop - from.offsetTop)
    }),
  )

  onMount(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && runs.rows().length < byThemselves && !runs.fault()) runs.loadMore()
      },
      { rootMargin: '0px 0px 800px' },
    )
    const watch = () => sentinel && observer.observe(sentinel)
    watch()
    // What was loaded may not reach to the end of the page: look again after each page.
    createEffect(
      on(
        () => runs.rows().length,
        () => {
          observer.disconnect()
          watch()
        },
        { defer: true },
      ),
    )
    onCleanup(() => observer.disconnect())
  })

  const edges = createMemo(() => fillEdges(runs.rows()))
  const isEmpty = () => !runs.isLoading() && runs.rows().length === 0

  return (
    <div class="runs">
      <div class="runs-tools">
        <h1 class="runs-title">Runs</h1>
        <RunsFilter view={view()} change={change} />
        <p class="runs-count" role="status">
          <Show when={runs.totalCount() !== null && !runs.isLoading()} fallback={'\u00a0'}>
            {plural(runs.totalCount() ?? 0)}
          </Show>
        </p>
      </div>

      <div class="runs-news" aria-live="polite">
        <Show when={runs.heldCount() > 0}>
          <button
            type="button"
            class="news"
            onClick={() => {
              runs.reveal()
              window.scrollTo({ top: 0 })
            }}
          >
            <Icon name="up" />
            {runs.heldCount()} new
          </button>
        </Show>
      </div>

      <Show when={runs.rows().length > 0 && runs.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The list could not be read." retry={runs.reload} />}
      </Show>

      <Switch>
        <Match when={runs.rows().length === 0 && runs.fault()}>
          {(fault) => <FaultState fault={fault()} what="The runs could not be read" retry={runs.reload} />}
        </Match>
        <Match when={isEmpty() && toFilter(view())}>
          <Empty title="No run fits this filter">
            <p>As soon as one does, it appears here by itself.</p>
            <button type="button" class="button" onClick={() => change({ ...wholeView })}>
              Show all runs
            </button>
          </Empty>
        </Match>
        <Match when={isEmpty()}>
          <Empty title="No runs yet">
            <p>
              The first one appears here by itself, as soon as the control system reports it to <code>/graphql</code>{' '}
              with <code>startRun</code>.
            </p>
            <p>
              Runs of the past come in with <code>npx logline import runs</code>.
            </p>
          </Empty>
        </Match>
        <Match when={true}>
          <table
            class="runs-table"
            role="table"
            aria-label="Runs"
            aria-rowcount={runs.totalCount() ?? -1}
            aria-busy={runs.isLoading()}
          >
            <RunsHead view={view()} zoneName={shortZone(zones.zone())} order={change} />
            <Show when={runs.rows().length > 0} fallback={<RunsSkeleton />}>
              <tbody ref={(element) => (body = element)} role="rowgroup">
                <EachById each={runs.rows()}>
                  {(run) => (
                    <RunRow
                      run={run()}
                      zone={zones.zone()}
                      now={clock.now}
                      isNew={runs.isNew(run().id)}
                      fillEdge={edges().get(run().id)}
                    />
                  )}
                </EachById>
              </tbody>
            </Show>
          </table>
        </Match>
      </Switch>

      <div ref={(element) => (sentinel = element)} class="runs-end">
        <Show when={runs.hasMore() && runs.rows().length > 0}>
          <Show when={!runs.isLoadingMore()} fallback={<span>Loading …</span>}>
            <button type="button" class="button" onClick={runs.loadMore}>
              Show 50 more
            </button>
          </Show>
        </Show>
      </div>
    </div>
  )
}
