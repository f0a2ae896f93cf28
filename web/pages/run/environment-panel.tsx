import { createMemo, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Panel } from '../../kit/panel.tsx'
import { EnvironmentLink } from '../../nouns/links.tsx'
import type { EnvironmentFacts, RunFacts } from './documents.ts'
import type { SurroundingsQuery } from './surroundings.ts'

/** How the environment of the run came to be, and went. */
export const EnvironmentPanel = (props: { app: WebApp; run: RunFacts; surroundings: SurroundingsQuery }) => {
  const environment = () => props.surroundings.data()?.run?.environment
  return (
    <Panel
      title="Environment"
      aside={<Show when={props.run.environment}>{(known) => <EnvironmentLink id={known().id} />}</Show>}
      fault={props.surroundings.fault()}
      isLoading={props.surroundings.isLoading()}
      hasData={props.surroundings.data() !== undefined}
      retry={() => void props.surroundings.reload()}
      lines={5}
    >
      <Show when={environment()} fallback={<p class="sheet-none">The run names no environment.</p>}>
        {(known) => <History app={props.app} environment={known()} />}
      </Show>
    </Panel>
  )
}

const isOver = (status: string) => status === 'DONE' || status === 'DESTROYED'

const History = (props: { app: WebApp; environment: EnvironmentFacts }) => {
  const { clock, zones } = props.app
  const steps = createMemo(() => props.environment.history)
  return (
    <Show when={steps().length > 0} fallback={<p class="sheet-none">Its statuses were not told.</p>}>
      <ol class="sheet-steps-list">
        <For each={steps()}>
          {(step, index) => (
            <li data-status={step.status}>
              <span class="sheet-letter" aria-hidden="true">
                {step.letter}
              </span>
              <span class="sheet-status">{step.status.toLowerCase()}</span>
              <Moment at={Date.parse(step.at)} zone={zones.zone()} hint={`${step.atNs} ns`} />
              <span class="sheet-lasted">
                <Show
                  when={step.durationSeconds !== null}
                  fallback={
                    !isOver(step.status) &&
                    index() === steps().length - 1 &&
                    `${formatDuration(Math.max(0, (clock.now() - Date.parse(step.at)) / 1000))} so far`
                  }
                >
                  {formatDuration(step.durationSeconds ?? 0)}
                </Show>
              </span>
              <Show when={step.message}>
                <span class="sheet-message">{step.message}</span>
              </Show>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}
