import { createMemo } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Panel } from '../../kit/panel.tsx'
import { fillTouched, runTouched } from '../../nouns/touched.ts'
import { efficiencyDocument } from './documents.ts'
import { Use } from './use.tsx'

const minute = 60_000
const day = 24 * 60 * minute
const iso = (moment: number) => new Date(moment).toISOString()

/** How the stable beams of the last day and week were used. The windows end with the minute that has passed. */
export const EfficiencyPanel = (props: { app: WebApp }) => {
  const { api, clock } = props.app
  const until = createMemo(() => Math.floor(clock.now() / minute) * minute)
  const query = createQuery(api, efficiencyDocument, () => ({
    day: iso(until() - day),
    week: iso(until() - 7 * day),
    to: iso(until()),
  }))
  keepLive(api, query, () => runTouched())
  keepLive(api, query, () => fillTouched())
  return (
    <Panel
      class="home-efficiency"
      title="Efficiency"
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
      lines={5}
    >
      <Use
        title="24 hours"
        href="/fills?from=now-24h&to=now"
        window="up to now"
        stableSeconds={query.data()?.day.stableBeamsSeconds ?? 0}
        goodSeconds={query.data()?.day.coveredSeconds ?? 0}
        physicsSeconds={query.data()?.dayPhysics.coveredSeconds ?? 0}
      />
      <Use
        title="7 days"
        href="/fills?from=now-7d&to=now"
        window="up to now"
        stableSeconds={query.data()?.week.stableBeamsSeconds ?? 0}
        goodSeconds={query.data()?.week.coveredSeconds ?? 0}
        physicsSeconds={query.data()?.weekPhysics.coveredSeconds ?? 0}
      />
    </Panel>
  )
}
