import { createMemo, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Choice } from '../../kit/choice.tsx'
import { Panel } from '../../kit/panel.tsx'
import type { Stretch } from '../../kit/timeline/model.ts'
import { ChannelChart } from './channel-chart.tsx'
import type { InstrumentAnswer } from './documents.ts'
import { RangeChoice } from './range-choice.tsx'
import type { InstrumentView } from './view.ts'

/** So many channels are drawn until somebody chooses. */
const drawnAtFirst = 4
const day = 86_400_000

/** What it measured, channel by channel, all over one time. */
export const ChartsPanel = (props: {
  app: WebApp
  instrument: InstrumentAnswer
  view: InstrumentView
  range: Stretch
  change: (change: Partial<InstrumentView>) => void
}) => {
  const names = createMemo(() => props.instrument.channels.map(({ name }) => name))
  const chosen = createMemo(() => props.view.channels?.filter((name) => names().includes(name)) ?? names().slice(0, drawnAtFirst))
  const drawn = () => props.instrument.channels.filter(({ name }) => chosen().includes(name))
  const showDayBefore = (moment: number) => {
    const end = Math.floor(moment / 1000) * 1000 + 1000
    props.change({ from: iso(end - day), to: iso(end), zoom: null })
  }
  return (
    <Panel
      title="Measurements"
      class="instrument-charts"
      aside={
        <div class="instrument-tools">
          <Show when={names().length > 1}>
            <Choice
              label="Channels"
              values={names()}
              words={Object.fromEntries(names().map((name) => [name, name]))}
              chosen={chosen()}
              choose={(channels) => props.change({ channels: channels.length > 0 ? channels : null })}
            />
          </Show>
          <RangeChoice app={props.app} view={props.view} change={props.change} />
        </div>
      }
    >
      <For each={drawn()} fallback={<p class="record-note">It has sent no measurement yet: charts appear here by themselves with the first.</p>}>
        {(channel) => (
          <ChannelChart
            app={props.app}
            instrument={props.instrument.name}
            channel={channel}
            range={props.range}
            zoom={props.view.zoom}
            choose={(zoom) => props.change({ zoom })}
            showDayBefore={showDayBefore}
          />
        )}
      </For>
      <Show when={props.view.channels === null && names().length > drawnAtFirst}>
        <p class="record-note">
          The first {drawnAtFirst} of {names().length} channels. The others are drawn when they are chosen.
        </p>
      </Show>
    </Panel>
  )
}

const iso = (moment: number) => new Date(moment).toISOString().replace('.000Z', 'Z')
