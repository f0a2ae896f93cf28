import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Moment } from '../../kit/moment.tsx'
import { Panel } from '../../kit/panel.tsx'
import { environmentPath, RunLink } from '../../nouns/links.tsx'
import { environmentTouched, runTouched } from '../../nouns/touched.ts'
import { sayAgo } from '../../kit/ago.ts'
import { environmentsNowDocument } from './documents.ts'

const most = 4
const active = 'status:pending,standby,deployed,configured,running,error,mixed'

/** What the control system has up, and how it is. */
export const EnvironmentsPanel = (props: { app: WebApp }) => {
  const { api, clock, zones } = props.app
  const query = createQuery(api, environmentsNowDocument, () => ({ first: most }))
  keepLive(api, query, () => environmentTouched())
  keepLive(api, query, () => runTouched())
  const count = () => query.data()?.environments.totalCount ?? 0
  return (
    <Panel
      class="home-environments"
      title="Environments"
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
      lines={4}
      aside={<A href="/environments">All environments</A>}
    >
      <ul class="home-environment-list">
        <For
          each={query.data()?.environments.nodes}
          fallback={<li class="home-line">None is up: all that were reported are gone.</li>}
        >
          {(environment) => (
            <li class="home-environment" data-status={environment.status}>
              <span class="home-environment-status">{environment.status?.toLowerCase()}</span>
              <A href={environmentPath(environment.id)}>{environment.id}</A>
              <span class="home-caption">
                for {sayAgo(Math.max(0, (clock.now() - Date.parse(environment.updatedAt)) / 1000))}, since{' '}
                <Moment at={Date.parse(environment.updatedAt)} zone={zones.zone()} after={clock.now()} hint="Last status" />
                <Show when={environment.runs.nodes[0]}>
                  {(run) => (
                    <>
                      , {run().state === 'RUNNING' ? 'run' : 'last run'} <RunLink number={run().number} />
                    </>
                  )}
                </Show>
              </span>
            </li>
          )}
        </For>
      </ul>
      <Show when={count() > most}>
        <p class="home-line">
          <A href={`/environments?q=${active}`}>{count() - most} more</A>
        </p>
      </Show>
    </Panel>
  )
}
