import { createMemo, createSignal, Show } from 'solid-js'
import { FaultLine, FaultState } from '../../../web/kit/states.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { instrumentPath } from '../../../web/nouns/paths.ts'
import { StatusChips } from '../../../web/nouns/status-chips.tsx'
import type { PanelProps } from '../../api/panel.ts'
import { isFound } from './brewer.ts'
import { BrewerList } from './brewer-list.tsx'
import { brewerConditions, conditionHints, counted, type BrewerCondition } from './brewer-words.ts'
import { brewersDocument } from './documents.ts'
import { createBrewers, createView, isShown } from './live-brewers.ts'
import { WorldMap } from './map/world-map.tsx'
import { NoBrewers } from './no-brewers.tsx'
import type { Seen } from './seen.ts'
import type { BrewersView } from './view.ts'
import './brewers.css'

/** Where the Brewers are and how they are: a map, the same as a list, and a legend that filters both. */
export const BrewersPage = (props: PanelProps<'navigation'>) => {
  const { query, now, seen } = createBrewers(props.app, brewersDocument)
  const { view, hrefOf, change } = createView()
  const retry = () => void query.reload()
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => (
          <Show when={seen()} fallback={<FaultState fault={fault()} what="The Brewers could not be read" retry={retry} />}>
            <FaultLine fault={fault()} what="This may be out of date." retry={retry} />
          </Show>
        )}
      </Show>
      <Show when={seen()} fallback={query.isLoading() && <Waiting />}>
        {(all) => (
          <Show when={all().length > 0} fallback={<NoBrewers />}>
            <Brewers all={all()} now={now()} zone={props.app.zones.zone()} view={view()} hrefOf={hrefOf} change={change} />
          </Show>
        )}
      </Show>
    </>
  )
}

/** As tall as what comes: nothing below it moves. */
const Waiting = () => (
  <div aria-hidden="true">
    <div class="brewer-page-filter brewer-waiting-filter" />
    <div class="brewer-both">
      <div class="brewer-map">
        <div class="brewer-map-tools brewer-waiting-tools" />
        <div class="brewer-map-box" />
      </div>
      <div class="brewer-beside">
        <Bones lines={8} />
      </div>
    </div>
  </div>
)

const Brewers = (props: {
  all: readonly Seen[]
  now: number
  zone: string
  view: BrewersView
  hrefOf: (wanted: Partial<BrewersView>) => string
  change: (wanted: Partial<BrewersView>, replace?: boolean) => void
}) => {
  const [pointed, setPointed] = createSignal<string | null>(null)
  const shown = createMemo(() => props.all.filter(isShown(props.view)))
  const named = createMemo(() => props.all.filter(({ brewer }) => isFound(brewer, props.view.text)))
  const positions = createMemo(
    () =>
      props.all.flatMap(({ brewer: { latitude, longitude } }) => (latitude === null || longitude === null ? [] : [{ latitude, longitude }])),
    undefined,
    { equals: (before, after) => JSON.stringify(before) === JSON.stringify(after) },
  )
  const toggle = (condition: BrewerCondition) => {
    const { conditions } = props.view
    props.change({
      conditions: conditions.includes(condition) ? conditions.filter((one) => one !== condition) : [...conditions, condition],
    })
  }
  return (
    <>
      <div class="brewer-page-filter">
        <StatusChips
          label="Brewers by condition"
          statuses={brewerConditions}
          hints={conditionHints}
          count={(condition) => named().filter(({ standing }) => standing.condition === condition).length}
          isChosen={(condition) => props.view.conditions.includes(condition)}
          toggle={toggle}
        />
        <input
          type="search"
          class="input brewer-find"
          aria-label="Filter by name, station or trouble"
          placeholder="Name, station or trouble"
          value={props.view.text}
          onInput={({ currentTarget: { value } }) => props.change({ text: value.trim() }, true)}
        />
      </div>
      <div class="brewer-both">
        <WorldMap
          seen={shown()}
          positions={positions()}
          camera={props.view.camera}
          look={(camera) => props.change({ camera })}
          hrefOf={(camera) => props.hrefOf({ camera })}
          pathOf={instrumentPath}
          pointed={pointed()}
          point={setPointed}
          now={props.now}
        />
        <div class="brewer-beside">
          <p class="brewer-shown" role="status">
            {shown().length === props.all.length
              ? counted(props.all.length, 'Brewer')
              : `${shown().length} of ${counted(props.all.length, 'Brewer')}`}
            <Show when={shown().length < props.all.length}>
              {' · '}
              <button type="button" class="link" onClick={() => props.change({ conditions: [], text: '' })}>
                Show all
              </button>
            </Show>
          </p>
          <BrewerList
            seen={shown()}
            now={props.now}
            zone={props.zone}
            pointed={pointed()}
            point={setPointed}
            isWhole={props.view.isWhole}
            showWhole={(isWhole) => props.change({ isWhole }, true)}
            decoderOf={(mask) => `${props.hrefOf({ mask, beyond: [] })}#brewer-masks`}
          />
        </div>
      </div>
    </>
  )
}
