import { createMemo, createSignal, For, Show } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { PanelProps } from '../../api/panel.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Moment } from '../../../web/kit/moment.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { RangePicker } from '../../../web/kit/range/range-picker.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import type { Stretch } from '../../../web/kit/timeline/model.ts'
import { instrumentTouched } from '../../../web/nouns/touched.ts'
import { onNews } from './brewer-news.ts'
import { LimitsDialog } from './limits-dialog.tsx'
import { panelLines } from './panel-lines.ts'
import { TrendsChart } from './trends-chart.tsx'
import { configurationChanges, markersOf, trendQuantities, type TrendSeries } from './trends-data.ts'
import { limitsDocument, trendsDocument, type Threshold, type ThresholdChange } from './trends-documents.ts'
import { readZoom, stretchOf, usualRange, writeZoom } from './trends-range.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './panel.css'
import './trends.css'

/** More points than a small chart is wide are drawn for nothing. */
const points = 400

/** What a Brewer is judged by, over weeks, against its limits; which may be changed here. */
export const TrendsPanel = (props: PanelProps<'instrument'>) => {
  const query = createQuery(props.app.api, limitsDocument, () => ({ id: props.id }))
  keepLive(props.app.api, query, () => instrumentTouched({ name: { eq: props.name } }))
  onNews(props.app, () => void query.reload())
  const brewer = () => query.data()?.instrument?.brewer
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The limits could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={panelLines.trends} />}>
        <Show when={brewer()} fallback={<p class="record-note">No file of this Brewer has come yet.</p>}>
          {(known) => (
            <Trends
              {...props}
              lastRecordAt={known().lastRecordAt}
              thresholds={known().thresholds ?? []}
              history={known().thresholdHistory ?? []}
            />
          )}
        </Show>
      </Show>
    </>
  )
}

type Given = PanelProps<'instrument'> & { lastRecordAt: string | null; thresholds: readonly Threshold[]; history: readonly ThresholdChange[] }

const iso = (moment: number) => new Date(moment).toISOString()

const Trends = (props: Given) => {
  const { clock, zones, api } = props.app
  const { view, change } = useBrewerView()
  const [edited, setEdited] = createSignal<string | null>(null)
  // Not each second: what is new comes with its files.
  const readAt = createMemo(() => (void props.lastRecordAt, clock.now()))
  const rangeText = createMemo(() => {
    const { from, to } = view()
    return from === '' && to === '' ? usualRange(props.lastRecordAt, readAt()) : { from, to }
  })
  const range = createMemo((): Stretch => stretchOf(rangeText(), { now: readAt(), zone: zones.zone(), shiftZone: zones.experiment() ?? 'UTC' }))
  const zoom = createMemo(() => readZoom(view().zoom))
  const query = createQuery(api, trendsDocument, () => {
    const { start, end } = zoom() ?? range()
    return { id: props.id, quantities: trendQuantities, from: iso(start), to: iso(end), points }
  })
  onNews(props.app, () => void query.reload())
  const answer = () => query.data()?.instrument?.brewer
  // As plain lists: values that are watched one by one would cost more than the drawing.
  const series = createMemo((before: ReadonlyMap<string, TrendSeries> | undefined) => {
    if (query.isLoading()) return before
    const known = answer()?.series
    return known ? new Map(structuredClone(unwrap(known)).map((one) => [one.quantity, one] as const)) : undefined
  })
  const changes = createMemo(() => configurationChanges(answer()?.configurations ?? []))
  const markers = createMemo(() => {
    const { start, end } = zoom() ?? range()
    return markersOf(changes(), end - start)
  })
  const threshold = (quantity: string) => props.thresholds.find((one) => one.quantity === quantity)
  return (
    <div class="brewer-trends" aria-busy={query.isLoading()}>
      <div class="brewer-line">
        <p class="record-note">
          The band is the limit as it held then; what is out of it has a mark<span class="brewer-diamond" aria-hidden="true" />. Upright lines are
          changes of the constants.
        </p>
        <span class="brewer-end">
          <RangePicker
            range={rangeText()}
            apply={({ from, to }) => change({ from: from ?? '', to: to ?? '', zoom: '' })}
            zone={zones.zone()}
            shiftZone={zones.experiment() ?? 'UTC'}
            now={clock.now}
          />
        </span>
      </div>
      <Show when={changes().length > 0}>
        <section aria-label="Changes of the constants">
          <h3 class="brewer-heading">Changes of the constants</h3>
          <ol class="brewer-history">
            <For each={changes()}>
              {({ at, label }) => (
                <li>
                  <Moment at={at} zone={zones.zone()} /> {label}
                </li>
              )}
            </For>
          </ol>
        </section>
      </Show>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The trends could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={series()} fallback={query.isLoading() && <Bones lines={panelLines.trends} />}>
        {(known) => (
          <div class="brewer-charts">
            <For each={trendQuantities}>
              {(quantity) => (
                <TrendsChart
                  app={props.app}
                  instrument={props.name}
                  quantity={quantity}
                  series={known().get(quantity)}
                  threshold={threshold(quantity)}
                  markers={markers()}
                  range={range()}
                  zoom={zoom()}
                  choose={(wanted) => change({ zoom: writeZoom(wanted) })}
                  edit={() => setEdited(quantity)}
                />
              )}
            </For>
          </div>
        )}
      </Show>
      <LimitsDialog
        app={props.app}
        instrument={props.name}
        threshold={threshold(edited() ?? '') ?? null}
        history={props.history.filter(({ quantity }) => quantity === edited())}
        close={() => setEdited(null)}
      />
    </div>
  )
}
