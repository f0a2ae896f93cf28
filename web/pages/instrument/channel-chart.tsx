import { createEffect, createMemo, on, Show } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { TimeChart } from '../../kit/chart/time-chart.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Bones } from '../../kit/panel.tsx'
import { formatExact } from '../../kit/quantity.ts'
import { FaultLine } from '../../kit/states.tsx'
import { createWidth } from '../../kit/timeline/gestures.ts'
import type { Stretch } from '../../kit/timeline/model.ts'
import { ChannelArrays } from './channel-arrays.tsx'
import { measurementsDocument, type Channel, type Series } from './documents.ts'
import { binWords, toChartData } from './series.ts'

/** A width that grows by less than this (px) is drawn from the same points. */
const widthStep = 160
const chartHeight = 220

const iso = (moment: number) => new Date(moment).toISOString()

type Given = {
  app: WebApp
  instrument: string
  channel: Channel
  range: Stretch
  zoom: Stretch | null
  choose: (zoom: Stretch | null) => void
  /** Shows the day before this moment. */
  showDayBefore: (moment: number) => void
}

/** One channel over the range, in as many points as the chart is wide; what is zoomed into is read anew, finer. */
export const ChannelChart = (props: Given) => {
  let place: HTMLElement | undefined
  const width = createWidth(() => place)
  const points = createMemo(() => Math.ceil(width() / widthStep) * widthStep)
  return (
    <section class="instrument-channel" aria-label={props.channel.name} ref={(element) => (place = element)}>
      <h3 class="instrument-channel-name">
        {props.channel.name}{' '}
        <span class="instrument-channel-what">
          {[props.channel.unit && `in ${props.channel.unit}`, props.channel.description].filter(Boolean).join(', ')}
        </span>
      </h3>
      <Show when={points() > 0} fallback={<Bones lines={7} />}>
        <Measured {...props} points={points()} />
      </Show>
    </section>
  )
}

const Measured = (props: Given & { points: number }) => {
  const { api, zones } = props.app
  const query = createQuery(api, measurementsDocument, () => {
    const { start, end } = props.zoom ?? props.range
    return { name: props.instrument, channel: props.channel.name, from: iso(start), to: iso(end), points: props.points }
  })
  // What came meanwhile: data of now, and late ones.
  createEffect(on(() => [props.channel.count, props.channel.lastAt].join(), () => void query.reload(), { defer: true }))
  // As plain lists: thousands of values that are watched one by one would cost more than the drawing.
  const series = createMemo((before: Series | undefined) => {
    if (query.isLoading()) return before
    const known = query.data()?.instrument?.measurements
    return known ? structuredClone(unwrap(known)) : undefined
  })
  const isEmpty = () => series()?.at.length === 0
  const lastAt = () => (props.channel.lastAt === null ? null : Date.parse(props.channel.lastAt))
  const howMany = ({ count, bucketSeconds }: Series) =>
    `${formatExact(count, null)} measured, ${bucketSeconds === null ? 'each of them is here.' : `put together by ${binWords(bucketSeconds)}: the mean, between least and most.`}`
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what={`${props.channel.name} could not be read.`} retry={() => void query.reload()} />}
      </Show>
      <Show when={series()} fallback={query.isLoading() && <Bones lines={7} />}>
        {(known) => (
          <>
            <Show
              when={props.channel.shape === 'NUMBER'}
              fallback={<ChannelArrays channel={props.channel} series={known()} zone={zones.zone()} />}
            >
              <Numbers {...props} series={known()} />
            </Show>
            <p class="record-note" role="status">
              <Show when={isEmpty()} fallback={howMany(known())}>
                Nothing was measured in this time.{' '}
                <Show when={lastAt()}>
                  {(at) => (
                    <>
                      The last came <Moment at={at()} zone={zones.zone()} />.{' '}
                      <button type="button" class="link" onClick={() => props.showDayBefore(at())}>
                        Show the day before it
                      </button>
                    </>
                  )}
                </Show>
              </Show>
            </p>
          </>
        )}
      </Show>
    </>
  )
}

const Numbers = (props: Given & { series: Series }) => {
  const data = createMemo(() => toChartData(props.series, { name: props.channel.name, unit: props.channel.unit }))
  return (
    <TimeChart
      label={`${props.instrument} ${props.channel.name}`}
      data={data()}
      zone={props.app.zones.zone()}
      range={props.range}
      window={props.zoom}
      choose={props.choose}
      height={chartHeight}
    />
  )
}
