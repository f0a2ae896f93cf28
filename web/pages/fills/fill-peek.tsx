import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { keepLive } from '../../graphql/live-query.ts'
import { createQuery } from '../../graphql/query.ts'
import { formatDuration } from '../../kit/duration.ts'
import { Nothing } from '../../kit/nothing.tsx'
import { Bones } from '../../kit/panel.tsx'
import { FaultLine } from '../../kit/states.tsx'
import { qualityWords } from '../../nouns/run-words.ts'
import { fillTouched } from '../../nouns/touched.ts'
import { createFillColumns } from './columns.tsx'
import { fillPeekDocument } from './documents.ts'
import '../../list/facts.css'

const facts = [
  'started', 'ended', 'duration', 'beam', 'scheme', 'energy', 'bunches', 'luminosity', 'runs', 'covered', 'efficiency',
] as const

/** The essentials of one fill. Stays right while it is looked at. */
export const FillPeek = (props: { app: WebApp; number: number }) => {
  const columns = createFillColumns(props.app)
  const query = createQuery(props.app.api, fillPeekDocument, () => ({ number: props.number }))
  keepLive(props.app.api, query, () => fillTouched({ number: { eq: props.number } }))
  const fill = () => {
    const found = query.data()?.fill
    return found?.number === props.number ? found : null
  }
  const isMissing = () => !query.isLoading() && query.data()?.fill === null
  const losses = () => {
    const figures = fill()?.statistics
    return [
      ['Before the first run', figures?.beforeFirstRunSeconds],
      ['Between runs', figures?.betweenRunsSeconds],
      ['After the last run', figures?.afterLastRunSeconds],
      ['Mean run', figures?.meanRunSeconds],
    ] as const
  }
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The fill could not be read." retry={query.reload} />}
      </Show>
      <Show when={!isMissing()} fallback={<p>There is no fill {props.number}.</p>}>
        <Show when={fill()} fallback={<Bones lines={8} />}>
          {(known) => (
            <dl class="facts">
              <For each={facts.flatMap((key) => columns.filter((column) => column.key === key))}>
                {(column) => (
                  <>
                    <dt>{column.title}</dt>
                    <dd>{column.cell(known)}</dd>
                  </>
                )}
              </For>
              <Show when={known().statistics}>
                {(figures) => (
                  <>
                    <For each={losses()}>
                      {([title, seconds]) => (
                        <>
                          <dt>{title}</dt>
                          <dd>{seconds == null ? <Nothing why="There is no good physics run" /> : formatDuration(seconds)}</dd>
                        </>
                      )}
                    </For>
                    <dt>Good physics runs</dt>
                    <dd>
                      {figures().perQuality.map(({ quality, count }) => `${count} ${qualityWords[quality]}`).join(', ') || 'none'}
                    </dd>
                  </>
                )}
              </Show>
            </dl>
          )}
        </Show>
      </Show>
    </>
  )
}
