import { createEffect, createMemo, on, Show, untrack } from 'solid-js'
import { languages, saidOf, setKey } from '../../../schema/language/index.ts'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import type { Asked } from '../../list/description.ts'
import { statusCountsDocument, statusCountsOf } from '../../nouns/instrument-counts.ts'
import { StatusChip, StatusChips } from '../../nouns/status-chips.tsx'
import { instrumentStatuses, instrumentWords, type InstrumentStatus } from '../../nouns/instrument-words.ts'
import { instrumentTouched } from '../../nouns/touched.ts'
import { instrumentCountDocument } from './documents.ts'
import { toRequest } from './request.ts'

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
    <StatusChips
      label="Instruments by status"
      statuses={instrumentStatuses}
      count={count}
      isChosen={(status) => chosen().includes(instrumentWords[status])}
      toggle={(status) => props.choose(toggleStatus(props.q, status))}
      isLoading={query.isLoading()}
    >
      <Show when={archivedCount() > 0 || isOnArchived(props.q)}>
        <StatusChip
          title="Those that were put away: watched no more, their data kept"
          isChosen={isOnArchived(props.q)}
          count={archivedCount()}
          toggle={() => props.choose(withArchived(props.q, !isOnArchived(props.q)))}
        >
          put away
        </StatusChip>
      </Show>
    </StatusChips>
  )
}
