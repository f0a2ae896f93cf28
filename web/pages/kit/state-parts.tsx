import { createSignal, For } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Liveness } from '../../graphql/connection.ts'
import type { Fault } from '../../graphql/fault.ts'
import { LiveDot } from '../../kit/live-dot.tsx'
import { Panel } from '../../kit/panel.tsx'
import { StaleBanner } from '../../kit/stale-banner.tsx'
import { Empty, FaultLine, FaultState } from '../../kit/states.tsx'
import type { KitPart, Side } from './part.tsx'

const openedAt = Date.now()

const phases: readonly Liveness[] = [
  { phase: 'live' },
  { phase: 'silent', since: openedAt },
  { phase: 'reconnecting', since: openedAt, retryAt: openedAt + 8000 },
  { phase: 'idle' },
]

const fault: Fault = {
  message: 'The server took too long.',
  code: 'TIMEOUT',
  requestId: '5a1c62f0-0000-4000-8000-2f6b9c1d7e3a',
  isNetwork: false,
  mayPass: true,
}

const Panels = (props: { side: Side }) => {
  const [tries, setTries] = createSignal(0)
  const retry = () => setTries(tries() + 1)
  return (
    <>
      <Panel title={`Detectors (${props.side})`} aside="15 took part">
        ITS TPC TOF
      </Panel>
      <Panel title={`Counters (${props.side}), loading`} isLoading hasData={false}>
        {''}
      </Panel>
      <Panel title={`Environment (${props.side}), stale`} fault={fault} hasData retry={retry}>
        RUNNING since 12:00:07
      </Panel>
      <Panel title={`Changes (${props.side}), failed`} fault={fault} hasData={false} retry={retry}>
        {''}
      </Panel>
    </>
  )
}

export const stateParts = (app: WebApp): readonly KitPart[] => [
  {
    name: 'Live dot and banner',
    file: 'web/kit/live-dot.tsx, stale-banner.tsx',
    what: 'Whether what is on the page is what is so now, with a word beside the light; and since when it is not.',
    draw: () => (
      <div class="kit-tall">
        <div class="kit-row">
          <For each={phases}>{(liveness) => <LiveDot liveness={liveness} zone={app.zones.zone()} />}</For>
        </div>
        <StaleBanner liveness={phases[1]!} zone={app.zones.zone()} now={app.clock.now()} retryNow={() => undefined} />
      </div>
    ),
  },
  {
    name: 'Panels in their states',
    file: 'web/kit/panel.tsx',
    what: 'One thought of a page each. There, loading, out of date, failed; what breaks inside stays inside.',
    draw: (side) => <Panels side={side} />,
  },
  {
    name: 'Empty and failed pages',
    file: 'web/kit/states.tsx',
    what: 'Why there is nothing, and what comes next; what went wrong, with what an expert needs to look it up.',
    draw: () => (
      <>
        <Empty title="No run fits this filter">
          <p>As soon as one does, it appears here by itself.</p>
        </Empty>
        <FaultLine fault={fault} what="The list could not be read." retry={() => undefined} />
        <FaultState fault={fault} what="The runs could not be read" retry={() => undefined} />
      </>
    ),
  },
]
