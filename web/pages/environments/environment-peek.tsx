import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Bones } from '../../kit/panel.tsx'
import { FaultLine } from '../../kit/states.tsx'
import { statusWords } from '../../nouns/environment-words.ts'
import { RunLink } from '../../nouns/links.tsx'
import { environmentTouched } from '../../nouns/touched.ts'
import { environmentDocument, environmentRunsAtMost } from '../environment/documents.ts'
import { exactMoment, statusLength } from '../environment/history.ts'
import '../../kit/record.css'
import '../../list/facts.css'

/** The history and the runs of one environment. Stays right while it is looked at. */
export const EnvironmentPeek = (props: { app: WebApp; id: string }) => {
  const { api, zones } = props.app
  const query = createQuery(api, environmentDocument, () => ({ id: props.id, first: environmentRunsAtMost }))
  keepLive(api, query, () => environmentTouched({ id: { eq: props.id } }))
  const environment = () => {
    const found = query.data()?.environment
    return found?.id === props.id ? found : null
  }
  const isMissing = () => !query.isLoading() && query.data()?.environment === null
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The environment could not be read." retry={query.reload} />}
      </Show>
      <Show when={!isMissing()} fallback={<p>There is no environment {props.id}.</p>}>
        <Show when={environment()} fallback={<Bones lines={8} />}>
          {(known) => (
            <dl class="facts">
              <For each={known().history.toReversed()}>
                {(step) => (
                  <>
                    <dt>{statusWords[step.status]}</dt>
                    <dd>
                      <Moment at={Date.parse(step.at)} zone={zones.zone()} hint={exactMoment(step.atNs)} />
                      <Show when={step.durationSeconds !== null}>, {statusLength(step.durationSeconds ?? 0)}</Show>
                      <Show when={step.message}>
                        <br />
                        {step.message}
                      </Show>
                    </dd>
                  </>
                )}
              </For>
              <dt>Runs</dt>
              <dd class="environment-runs">
                <For each={known().runs.nodes} fallback={<Nothing why="None was taken in it" />}>
                  {({ number }) => <RunLink number={number} />}
                </For>
              </dd>
            </dl>
          )}
        </Show>
      </Show>
    </>
  )
}
