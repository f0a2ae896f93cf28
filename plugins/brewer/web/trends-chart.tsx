import { createMemo, onMount, Show } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { Action } from '../../../web/kit/action.tsx'
import type { Marker } from '../../../web/kit/chart/model.ts'
import { TimeChart } from '../../../web/kit/chart/time-chart.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import type { Stretch } from '../../../web/kit/timeline/model.ts'
import { brewerRight, counted, levelWords, limitWords, sourceOf } from './brewer-words.ts'
import { anchorOf, shortTitles, toTrend, type TrendSeries } from './trends-data.ts'
import type { Threshold } from './trends-documents.ts'

const chartHeight = 180

type Given = {
  app: WebApp
  instrument: string
  quantity: string
  /** What was read of it in this time. */
  series: TrendSeries | undefined
  threshold: Threshold | undefined
  markers: readonly Marker[]
  range: Stretch
  zoom: Stretch | null
  choose: (zoom: Stretch | null) => void
  /** Opens what changes its limit. */
  edit: () => void
}

/** One quantity over the range with its limit, and where that comes from. */
export const TrendsChart = (props: Given) => {
  const { zones, viewer } = props.app
  const trend = createMemo(() => (props.series && props.series.at.length > 0 ? toTrend(props.series) : null))
  const name = () => props.threshold?.title ?? props.series?.title ?? shortTitles[props.quantity] ?? props.quantity
  const unit = () => props.threshold?.unit ?? props.series?.unit ?? null
  let place: HTMLElement | undefined
  // It comes long after the address was followed.
  onMount(() => location.hash === `#${anchorOf(props.quantity)}` && place?.scrollIntoView({ block: 'center' }))
  return (
    <section
      ref={(element) => (place = element)}
      id={anchorOf(props.quantity)}
      class="brewer-trend"
      aria-label={name()}
      data-quantity={props.quantity}
    >
      <h3 class="brewer-heading">
        {name()} <span class="brewer-soft">{unit() === null ? '' : `in ${unit()}`}</span>
      </h3>
      <Show when={trend()} fallback={<p class="record-note">No reading in this time.</p>}>
        {(data) => (
          <>
            <TimeChart
              label={`${props.instrument} ${shortTitles[props.quantity] ?? props.quantity}`}
              data={data()}
              zone={zones.zone()}
              range={props.range}
              window={props.zoom}
              choose={props.choose}
              markers={props.markers}
              height={chartHeight}
            />
            <Show when={data().outside > 0}>
              <p class="brewer-outside">{counted(data().outside, 'point')} out of limit</p>
            </Show>
          </>
        )}
      </Show>
      <p class="record-note">
        <Show when={props.threshold} fallback="It has no limit.">
          {(threshold) => (
            <>
              Limit {limitWords(threshold().target, threshold().limit, threshold().unit)}, {sourceOf(threshold())};{' '}
              {levelWords[threshold().level]} when out of it.{' '}
              <Show when={threshold().setAt}>
                {(at) => (
                  <>
                    Set by {threshold().setBy} <Moment at={Date.parse(at())} zone={zones.zone()} />: {threshold().reason}.{' '}
                  </>
                )}
              </Show>
              <Action class="link" whyNot={viewer.whyNot(brewerRight)} act={props.edit} label={`Change the limit of ${name()} …`}>
                Change …
              </Action>
            </>
          )}
        </Show>
      </p>
    </section>
  )
}
