import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { sayAgo } from '../../kit/ago.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Bones } from '../../kit/panel.tsx'
import { formatExact } from '../../kit/quantity.ts'
import { FaultLine } from '../../kit/states.tsx'
import { InstrumentStatus } from '../../nouns/instrument-status.tsx'
import { standingAt } from '../../nouns/instrument-words.ts'
import { instrumentTouched } from '../../nouns/touched.ts'
import { instrumentDocument } from '../instrument/documents.ts'
import '../../list/facts.css'

const statusesShown = 6

/** How one instrument is, its last statuses, and what it measures. Stays right while it is looked at. */
export const InstrumentPeek = (props: { app: WebApp; name: string }) => {
  const { api, zones, clock } = props.app
  const query = createQuery(api, instrumentDocument, () => ({ name: props.name, statuses: statusesShown }))
  keepLive(api, query, () => instrumentTouched({ name: { eq: props.name } }))
  const instrument = () => {
    const found = query.data()?.instrument
    return found?.name === props.name ? found : null
  }
  const isMissing = () => !query.isLoading() && query.data()?.instrument === null
  const ago = (moment: number) => sayAgo(Math.max(0, clock.now() - moment) / 1000)
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The instrument could not be read." retry={query.reload} />}
      </Show>
      <Show when={!isMissing()} fallback={<p>There is no instrument {props.name}.</p>}>
        <Show when={instrument()} fallback={<Bones lines={8} />}>
          {(known) => (
            <dl class="facts">
              <dt>Status</dt>
              <dd>
                <InstrumentStatus status={standingAt(known(), clock.now()).status} /> for {ago(standingAt(known(), clock.now()).since)}
              </dd>
              <dt>Why</dt>
              <dd>{standingAt(known(), clock.now()).reason ?? <Nothing why="No reason was given" />}</dd>
              <dt>Last data</dt>
              <dd>
                <Show when={known().lastDataAt} fallback={<Nothing why="No data have come yet" />}>
                  {(at) => (
                    <>
                      <Moment at={Date.parse(at())} zone={zones.zone()} />, {ago(Date.parse(at()))} ago
                    </>
                  )}
                </Show>
              </dd>
              <dt>Kind</dt>
              <dd>{known().kind}</dd>
              <dt>Place</dt>
              <dd>{known().place ?? <Nothing why="Nobody has said where it is" />}</dd>
              <Show when={known().description}>
                <dt>What for</dt>
                <dd>{known().description}</dd>
              </Show>
              <dt>Measures</dt>
              <dd>
                <For each={known().channels} fallback={<Nothing why="Nothing yet" />}>
                  {({ name, unit, count }) => (
                    <div>
                      {name}
                      {unit ? `, ${unit}` : ''}: {formatExact(count, null)}
                    </div>
                  )}
                </For>
              </dd>
              <dt>Before</dt>
              <dd>
                <For each={known().statusHistory.nodes.slice(1)} fallback={<Nothing why="It has had no other status" />}>
                  {({ status, at }) => (
                    <div>
                      <InstrumentStatus status={status} /> from <Moment at={Date.parse(at)} zone={zones.zone()} />
                    </div>
                  )}
                </For>
              </dd>
            </dl>
          )}
        </Show>
      </Show>
    </>
  )
}
