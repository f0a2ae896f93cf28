import { createMemo, Show } from 'solid-js'
import { shiftAt } from '../../../schema/language/index.ts'
import type { WebApp } from '../../app.ts'
import { Moment } from '../../kit/moment.tsx'
import { Slot } from '../../panels/slot.tsx'
import { EfficiencyPanel } from './efficiency-panel.tsx'
import { EnvironmentsPanel } from './environments-panel.tsx'
import { FillPanel } from './fill-panel.tsx'
import { HoursPanel } from './hours-panel.tsx'
import { InstrumentsPanel } from './instruments-panel.tsx'
import { RunPanel } from './run-panel.tsx'
import './home.css'
import './home-bones.css'

const minute = 60_000

/** What is happening now. Each panel reads for itself and fails for itself. */
export const HomePage = (props: { app: WebApp }) => {
  const { clock, zones } = props.app
  document.title = 'Now · Logline'
  const minutes = createMemo(() => Math.floor(clock.now() / minute) * minute)
  const shift = createMemo(() => {
    const zone = zones.experiment()
    return zone === null ? null : shiftAt(minutes(), zone)
  })
  return (
    <div class="home">
      <header class="home-head">
        <h1 class="home-title">Now</h1>
        <Show when={shift()}>
          {(on) => (
            <p class="home-shift">
              {on().name} shift,{' '}
              <Moment at={on().start} zone={zones.zone()} after={on().start} hint="The shift begins" /> to{' '}
              <Moment at={on().end} zone={zones.zone()} after={on().start} hint="The shift ends" />
            </p>
          )}
        </Show>
      </header>
      <div class="home-grid">
        <RunPanel app={props.app} />
        <FillPanel app={props.app} />
        <EfficiencyPanel app={props.app} />
        <EnvironmentsPanel app={props.app} />
        <HoursPanel app={props.app} />
        <InstrumentsPanel app={props.app} />
      </div>
      <div class="home-slot">
        <Slot app={props.app} name="home" context={{}} />
      </div>
      <p class="home-coming">
        Open downtime and the latest log entries will stand here as soon as Logline keeps them.
      </p>
    </div>
  )
}
