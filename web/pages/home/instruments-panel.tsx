import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { sayAgo } from '../../kit/ago.ts'
import { Panel } from '../../kit/panel.tsx'
import { statusCountsDocument, statusCountsOf } from '../../nouns/instrument-counts.ts'
import { InstrumentStatus, StatusSign } from '../../nouns/instrument-status.tsx'
import { instrumentHints, instrumentStatuses, instrumentWords, standingAt } from '../../nouns/instrument-words.ts'
import { InstrumentLink } from '../../nouns/links.tsx'
import { instrumentTouched } from '../../nouns/touched.ts'
import { instrumentsToSeeDocument } from './documents.ts'
import './home-instruments.css'

const most = 6
const alarming = 'status:critical,error,lost'

/** How many instruments there are of each status, and those that somebody should see to. */
export const InstrumentsPanel = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const counts = createQuery(api, statusCountsDocument, () => statusCountsOf({ archived: false }))
  const alarms = createQuery(api, instrumentsToSeeDocument, () => ({ first: most }))
  keepLive(api, counts, () => instrumentTouched())
  keepLive(api, alarms, () => instrumentTouched())
  const count = (status: (typeof instrumentStatuses)[number]) => counts.data()?.[status].totalCount ?? 0
  const all = () => instrumentStatuses.reduce((sum, status) => sum + count(status), 0)
  const worstFirst = () =>
    (alarms.data()?.instruments.nodes ?? []).toSorted((a, b) => instrumentStatuses.indexOf(a.status) - instrumentStatuses.indexOf(b.status))
  const left = () => (alarms.data()?.instruments.totalCount ?? 0) - worstFirst().length
  return (
    <Panel
      class="home-instruments"
      title="Instruments"
      fault={counts.fault() ?? alarms.fault()}
      isLoading={counts.isLoading() || alarms.isLoading()}
      hasData={counts.data() !== undefined && alarms.data() !== undefined}
      retry={() => {
        void counts.reload()
        void alarms.reload()
      }}
      lines={2}
      aside={<A href="/instruments">All instruments</A>}
    >
      <Show when={all() > 0} fallback={<p class="home-line">None is watched yet.</p>}>
        <ul class="home-statuses">
          <For each={instrumentStatuses}>
            {(status) => (
              <li data-none={count(status) === 0 || undefined}>
                <A href={`/instruments?q=status:${instrumentWords[status]}`} title={instrumentHints[status]}>
                  <StatusSign status={status} />
                  <strong>{count(status).toLocaleString('en')}</strong> {instrumentWords[status]}
                </A>
              </li>
            )}
          </For>
        </ul>
        <Show when={worstFirst().length > 0}>
          <ul class="home-alarms">
            <For each={worstFirst()}>
              {(instrument) => {
                const standing = () => standingAt(instrument, clock.now())
                return (
                  <li class="home-alarm">
                    <InstrumentStatus status={standing().status} />
                    <InstrumentLink name={instrument.name} />
                    <span class="home-caption">
                      for {sayAgo(Math.max(0, clock.now() - standing().since) / 1000)}
                      <Show when={standing().reason}>{(why) => <>: {why()}</>}</Show>
                    </span>
                  </li>
                )
              }}
            </For>
          </ul>
        </Show>
        <Show when={left() > 0}>
          <p class="home-line">
            <A href={`/instruments?q=${alarming}`}>{left()} more</A>
          </p>
        </Show>
      </Show>
    </Panel>
  )
}
