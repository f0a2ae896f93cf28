import { A } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Moment } from '../../kit/moment.tsx'
import { Panel } from '../../kit/panel.tsx'
import { fillPath } from '../../nouns/links.tsx'
import { fillTouched, runTouched } from '../../nouns/touched.ts'
import { sayAgo } from '../../kit/ago.ts'
import { fillNowDocument, type NowFill } from './documents.ts'
import { Use } from './use.tsx'

const momentOf = (text: string | null) => (text === null ? null : Date.parse(text))

/** The beams, and what was made of them so far. */
export const FillPanel = (props: { app: WebApp }) => {
  const { api } = props.app
  const query = createQuery(api, fillNowDocument, () => ({}))
  keepLive(api, query, () => fillTouched())
  keepLive(api, query, () => runTouched())
  const fill = () => query.data()?.fills.nodes[0]
  return (
    <Panel
      class="home-fill"
      title="Fill"
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
      lines={4}
      aside={<A href="/fills">All fills</A>}
    >
      <Show when={fill()} fallback={<p class="home-line">No fill has had stable beams yet.</p>}>
        {(found) => (
          <FillNow app={props.app} fill={found()} readAt={Date.parse(query.data()?.server.now ?? '') || 0} />
        )}
      </Show>
    </Panel>
  )
}

const FillNow = (props: { app: WebApp; fill: NowFill; readAt: number }) => {
  const { clock, zones } = props.app
  const start = createMemo(() => momentOf(props.fill.stableBeamsStart) ?? 0)
  const end = createMemo(() => momentOf(props.fill.stableBeamsEnd))
  const stable = createMemo(() => Math.max(0, ((end() ?? clock.now()) - start()) / 1000))
  // A run of physics that goes on covers what has passed since the answer, too.
  const growing = () =>
    end() === null && props.fill.running.totalCount > 0 ? Math.max(0, (clock.now() - props.readAt) / 1000) : 0
  const physics = () => Math.min(stable(), (props.fill.physics?.coveredSeconds ?? 0) + growing())
  return (
    <>
      <p class="home-state home-state-small" data-on={end() === null || undefined}>
        <span class="home-state-light" aria-hidden="true" />
        {end() === null ? 'Stable beams' : 'No stable beams'}
      </p>
      <div class="home-figures">
        <p class="home-figure">
          <A class="home-number home-middle" href={fillPath(props.fill.number)} aria-label={`Fill ${props.fill.number}`}>
            {props.fill.number}
          </A>
          <span class="home-caption">
            {[props.fill.beamType, props.fill.energyGeV && `${props.fill.energyGeV} GeV`].filter(Boolean).join(', ') ||
              'beam not known'}
          </span>
        </p>
        <p class="home-figure">
          <span class="home-number home-middle home-quiet">
            {sayAgo(end() === null ? stable() : Math.max(0, (clock.now() - (end() ?? 0)) / 1000))}
          </span>
          <span class="home-caption">
            {end() === null ? 'in stable beams, since ' : 'since they ended at '}
            <Moment
              at={end() ?? start()}
              zone={zones.zone()}
              after={clock.now()}
              hint={end() === null ? 'Start of stable beams' : 'End of stable beams'}
            />
          </span>
        </p>
      </div>
      <Use
        title="Efficiency of the fill"
        href={fillPath(props.fill.number)}
        window={end() === null ? 'stable beams so far' : 'all of its stable beams'}
        stableSeconds={stable()}
        goodSeconds={props.fill.good?.coveredSeconds ?? 0}
        physicsSeconds={physics()}
      />
      <p class="home-line">
        {props.fill.runs.totalCount} {props.fill.runs.totalCount === 1 ? 'run' : 'runs'} in this fill,{' '}
        {props.fill.physics?.runCount ?? 0} of physics in stable beams, {props.fill.good?.runCount ?? 0} of them judged
        good.
      </p>
    </>
  )
}
