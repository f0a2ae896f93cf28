import { For, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { Bones } from '../../kit/panel.tsx'
import { FaultLine } from '../../kit/states.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { runTouched } from '../../nouns/touched.ts'
import { createRunColumns } from './columns.tsx'
import { runPeekDocument, type RunRow } from './documents.ts'
import '../../list/facts.css'
import './run-peek.css'

/** In this order; the number stands over them, and what takes room below. */
const facts = [
  'state', 'definition', 'type', 'quality', 'start', 'end', 'duration', 'fill', 'environment', 'period', 'startedBy', 'endedBy',
  'bytes', 'tags', 'reasons',
] as const

/** The essentials of one run. Stays right while it is looked at. */
export const RunPeek = (props: { app: WebApp; number: number }) => {
  const columns = createRunColumns(props.app)
  const query = createQuery(props.app.api, runPeekDocument, () => ({ number: props.number }))
  keepLive(props.app.api, query, () => runTouched({ number: { eq: props.number } }))
  const run = () => {
    const found = query.data()?.run
    return found?.number === props.number ? found : null
  }
  const isMissing = () => !query.isLoading() && query.data()?.run === null
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The run could not be read." retry={query.reload} />}
      </Show>
      <Show when={!isMissing()} fallback={<p>There is no run {props.number}.</p>}>
        <Show when={run()} fallback={<Bones lines={8} />}>
          {(known) => (
            <>
              <dl class="facts run-facts">
                <For each={facts.flatMap((key) => columns.filter((column) => column.key === key))}>
                  {(column) => (
                    <Fact title={column.title} class={`cell-${column.key}`} state={known().state}>
                      {column.cell(known)}
                    </Fact>
                  )}
                </For>
              </dl>
              <h3 class="run-facts-title">
                {known().detectors.length} {known().detectors.length === 1 ? 'detector' : 'detectors'}
              </h3>
              <DetectorList detectors={known().detectors} />
            </>
          )}
        </Show>
      </Show>
    </>
  )
}

const Fact = (props: { title: string; class: string; state: string; children: JSX.Element }) => (
  <>
    <dt>{props.title}</dt>
    <dd class={props.class} data-state={props.state}>
      {props.children}
    </dd>
  </>
)

const DetectorList = (props: { detectors: RunRow['detectors'] }) => (
  <ul class="run-detectors">
    <For each={props.detectors}>
      {(detector) => (
        <li>
          <span>{detector.name}</span> <Quality quality={detector.quality} />
        </li>
      )}
    </For>
  </ul>
)
