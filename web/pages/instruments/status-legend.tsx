import { createEffect, createMemo, For, on, Show, untrack } from 'solid-js'
import { languages, saidOf, setKey } from '../../../schema/language/index.ts'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import type { Asked } from '../../list/description.ts'
import { statusCountsDocument, statusCountsOf } from '../../nouns/instrument-counts.ts'
import { StatusSign } from '../../nouns/instrument-status.tsx'
import { instrumentHints, instrumentStatuses, instrumentWords, type InstrumentStatus } from '../../nouns/instrument-words.ts'
import { instrumentTouched } from '../../nouns/touched.ts'
import { instrumentCountDocument } from './documents.ts'
import { toRequest } from './request.ts'
import './status-legend.css'

const key = 'status'

/** The same filter, whatever it says of the status. */
const withoutStatus = (q: string): string => setKey(languages.instruments, q, key, [])

const chosenIn = (q: string): readonly string[] =>
  saidOf(languages.instruments, q, key).flatMap(({ not, values }) => (not ? [] : values.map((value) => value.toLowerCase())))

/** The filter with a status more, or less. */
export const toggleStatus = (q: string, status: InstrumentStatus): string => {
  const [word, chosen] = [instrumentWords[status], chosenIn(q)]
  const values = chosen.includes(word) ? chosen.filter((other) => other !== word) : [...chosen, word]
  return setKey(languages.instruments, q, key, [{ values }])
}

const isOnArchived = (q: string) => saidOf(languages.instruments, q, 'archived').some(({ not, values }) => !not && values.includes('yes'))

const withArchived = (q: string, isOn: boolean) => setKey(languages.instruments, q, 'archived', isOn ? [{ values: ['yes'] }] : [])

/** How many there are of each status, by the rest of the filter; pressed, they are the filter. */
export const StatusLegend = (props: { app: WebApp; asked: Asked; q: string; choose: (q: string) => void }) => {
  const { api, clock } = props.app
  const rest = () => withoutStatus(props.asked.q)
  const filterOf = (q: string) => toRequest({ ...props.asked, q }, untrack(clock.now)).filter
  const query = createQuery(api, statusCountsDocument, () => statusCountsOf(filterOf(rest())))
  const archived = createQuery(api, instrumentCountDocument, () => ({ filter: filterOf(withArchived(rest(), true)) }))
  const archivedCount = () => archived.data()?.instruments.totalCount ?? 0
  createEffect(on(query.isLoading, (isLoading) => !isLoading && void archived.reload(), { defer: true }))
  keepLive(api, query, () => instrumentTouched())
  const chosen = createMemo(() => chosenIn(props.q))
  const count = (status: InstrumentStatus) => query.data()?.[status].totalCount ?? null
  return (
    <ul class="status-legend" aria-label="Instruments by status" aria-busy={query.isLoading()}>
      <For each={instrumentStatuses}>
        {(status) => (
          <li>
            <button
              type="button"
              class="status-filter"
              data-none={count(status) === 0 || undefined}
              aria-pressed={chosen().includes(instrumentWords[status])}
              title={instrumentHints[status]}
              onClick={() => props.choose(toggleStatus(props.q, status))}
            >
              <StatusSign status={status} />
              {instrumentWords[status]}
              <span class="status-count">{count(status)?.toLocaleString('en') ?? '\u2007'}</span>
            </button>
          </li>
        )}
      </For>
      <Show when={archivedCount() > 0 || isOnArchived(props.q)}>
        <li>
          <button
            type="button"
            class="status-filter"
            aria-pressed={isOnArchived(props.q)}
            title="Those that were put away: watched no more, their data kept"
            onClick={() => props.choose(withArchived(props.q, !isOnArchived(props.q)))}
          >
            put away
            <span class="status-count">{archivedCount().toLocaleString('en')}</span>
          </button>
        </li>
      </Show>
    </ul>
  )
}
