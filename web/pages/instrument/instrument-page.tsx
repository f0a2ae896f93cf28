import { A, useLocation, useNavigate, useParams } from '@solidjs/router'
import { createComputed, createEffect, createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Bones } from '../../kit/panel.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import { decodePart, instrumentPath } from '../../nouns/paths.ts'
import { instrumentTouched } from '../../nouns/touched.ts'
import { panelsAbout, panelsFor } from '../../panels/panels-for.ts'
import { servedPanels } from '../../panels/served-panels.ts'
import { Slot } from '../../panels/slot.tsx'
import { ChannelsPanel } from './channels-panel.tsx'
import { ChartsPanel } from './charts-panel.tsx'
import { instrumentDocument, statusesAtMost, type InstrumentAnswer } from './documents.ts'
import { InstrumentChanges } from './instrument-changes.tsx'
import { InstrumentHead } from './instrument-head.tsx'
import { RangeChoice } from './range-choice.tsx'
import { createRange } from './range.ts'
import { StatusPanel } from './status-panel.tsx'
import { readInstrumentView, writeInstrumentView, type InstrumentView } from './view.ts'
import './instrument.css'

/** The page of an instrument: how it is, what it measured, and who looked after it. */
export const InstrumentPage = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const parameters = useParams()
  const name = createMemo(() => decodePart(parameters['name'] ?? ''))
  const query = createQuery(api, instrumentDocument, () => ({ name: name(), statuses: statusesAtMost }))
  const instrument = () => query.data()?.instrument ?? undefined
  // Before anything is drawn: the range of the charts ends by this clock.
  createComputed(() => {
    const now = query.data()?.server.now
    if (now) clock.set(Date.parse(now))
  })
  keepLive(api, query, () => instrumentTouched({ name: { eq: name() } }))
  createEffect(() => {
    document.title = `Instrument ${name()} · Logline`
  })

  return (
    <div class="record instrument" aria-busy={query.isLoading()}>
      <Show
        when={query.data()}
        fallback={
          <Show when={query.fault()} fallback={<Bones lines={8} />}>
            {(fault) => <FaultState fault={fault()} what="The instrument could not be read" retry={query.reload} />}
          </Show>
        }
      >
        <Show when={query.fault()}>
          {(fault) => <FaultLine fault={fault()} what="This may be out of date." retry={query.reload} />}
        </Show>
        <Show
          when={instrument()}
          fallback={
            <>
              <h1 class="visually-hidden">No such instrument</h1>
              <Empty title={`There is no instrument ${name()}`}>
                <p>
                  Its name may be mistyped (large and small letters count), or nothing has come from it yet.{' '}
                  <A href="/instruments">All instruments</A>
                </p>
              </Empty>
            </>
          }
        >
          {(known) => <InstrumentBody app={props.app} instrument={known()} reload={query.reload} />}
        </Show>
      </Show>
    </div>
  )
}

const InstrumentBody = (props: { app: WebApp; instrument: InstrumentAnswer; reload: () => Promise<void> }) => {
  const location = useLocation()
  const navigate = useNavigate()
  const view = createMemo(() => readInstrumentView(location.search))
  const change = (wanted: Partial<InstrumentView>) =>
    navigate(`${instrumentPath(props.instrument.name)}${writeInstrumentView({ ...view(), ...wanted }, location.search)}`, { scroll: false, resolve: false })
  const told = () => ({ id: props.instrument.id, name: props.instrument.name, kind: props.instrument.kind })
  const range = createRange(props.app, view, () => props.instrument.lastDataAt)
  const { drawn } = servedPanels(props.app, panelsFor('instrument'))
  // Where a plugin shows what its instruments measured, and none of it as channels, empty panels of channels only mislead.
  const hasChannels = createMemo(() => props.instrument.channels.length > 0 || panelsAbout(drawn(), told(), 'main').length === 0)
  return (
    <>
      <InstrumentHead app={props.app} instrument={props.instrument} reload={props.reload} />
      <Slot app={props.app} name="instrument" part="main" context={told()} />
      <Show when={hasChannels()}>
        <ChartsPanel app={props.app} instrument={props.instrument} view={view()} range={range()} change={change} />
      </Show>
      <StatusPanel
        app={props.app}
        instrument={props.instrument}
        range={range()}
        zoom={view().zoom}
        choose={(zoom) => change({ zoom })}
        tools={!hasChannels() && <RangeChoice app={props.app} view={view()} change={change} />}
      />
      <Show when={hasChannels()}>
        <ChannelsPanel app={props.app} channels={props.instrument.channels} show={(channel) => change({ channels: [channel] })} />
      </Show>
      <Slot app={props.app} name="instrument" part="rest" context={told()} />
      <InstrumentChanges
        app={props.app}
        name={props.instrument.name}
        version={`${props.instrument.revision} ${props.instrument.statusHistory.totalCount}`}
      />
    </>
  )
}
