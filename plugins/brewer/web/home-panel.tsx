import { A } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import { EachById } from '../../../web/kit/each-by-id.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { InstrumentStatus, StatusSign } from '../../../web/nouns/instrument-status.tsx'
import { instrumentWords } from '../../../web/nouns/instrument-words.ts'
import { InstrumentLink } from '../../../web/nouns/links.tsx'
import type { PanelProps } from '../../api/panel.ts'
import { isSilent, sayIncident } from './brewer.ts'
import { brewerConditions, conditionHints } from './brewer-words.ts'
import { brewersDocument } from './documents.ts'
import { createBrewers } from './live-brewers.ts'
import { saySince } from './seen.ts'
import './home.css'

const page = '/plugins/brewer'
const most = 5

/** How many Brewers there are of each condition, and those that somebody should see to. */
export const BrewersAtHome = (props: PanelProps<'home'>) => {
  const { query, now, seen } = createBrewers(props.app, brewersDocument)
  const alarming = createMemo(() => (seen() ?? []).filter(({ standing }) => ['CRITICAL', 'ERROR', 'LOST'].includes(standing.condition)))
  const worst = createMemo(() => alarming().slice(0, most).map((one) => ({ ...one, id: one.brewer.instrument.name })))
  const count = (condition: string) => (seen() ?? []).filter(({ standing }) => standing.condition === condition).length
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The Brewers could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={seen()} fallback={query.isLoading() && <Bones lines={3} />}>
        {(all) => (
          <Show
            when={all().length > 0}
            fallback={
              <p class="brewer-home-line">
                None has sent a file yet. <A href={page}>How it is done</A>
              </p>
            }
          >
            <ul class="brewer-home-counts" aria-label="Brewers by condition">
              <For each={brewerConditions}>
                {(condition) => (
                  <li data-none={count(condition) === 0 || undefined}>
                    <A href={`${page}?condition=${instrumentWords[condition]}`} title={conditionHints[condition]}>
                      <StatusSign status={condition} />
                      <strong>{count(condition)}</strong> {instrumentWords[condition]}
                    </A>
                  </li>
                )}
              </For>
            </ul>
            <ul class="brewer-alarms" aria-label="Brewers to see to">
              <EachById each={worst()}>
                {(row) => (
                  <li>
                    <InstrumentStatus status={row().standing.condition} hint={conditionHints[row().standing.condition]} />
                    <span>
                      <InstrumentLink name={row().id} />{' '}
                      <span class="brewer-home-line">
                        {[row().brewer.station, saySince(row().standing, now())].filter(Boolean).join(', ')}
                        <Show when={row().standing.worst}>{(incident) => `${isSilent(row().standing) ? ', when last heard' : ''}: ${sayIncident(incident())}`}</Show>
                      </span>
                    </span>
                  </li>
                )}
              </EachById>
            </ul>
            <p class="brewer-home-line">
              <A href={page}>
                <Show when={alarming().length > most} fallback="All Brewers on the map">
                  {alarming().length - most} more, and all on the map
                </Show>
              </A>
            </p>
          </Show>
        )}
      </Show>
    </>
  )
}
