import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { Moment } from '../moment.tsx'
import type { Kind, TimelineRow } from './model.ts'
import { lengthWords } from './words.ts'

/** The same as the plot, in words: every interval of every row. */
export const TimelineTable = (props: {
  label: string
  rows: readonly TimelineRow[]
  kinds: Readonly<Record<string, Kind>>
  zone: string
  now: number
}) => (
  <div class="timeline-scroll" tabindex="0" role="region" aria-label={`${props.label}, as a table`}>
    <table class="plot-table">
      <caption class="visually-hidden">{props.label}</caption>
      <thead>
        <tr>
          <For each={['Row', 'What', 'Kind', 'Start', 'End', 'Length', 'Notes']}>
            {(head) => <th scope="col">{head}</th>}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <For
              each={row.intervals}
              fallback={
                <tr>
                  <th scope="row">{row.label}</th>
                  <td colspan="6" class="nothing">
                    {row.hint ?? 'nothing'}
                  </td>
                </tr>
              }
            >
              {(each) => (
                <tr>
                  <th scope="row">{row.label}</th>
                  <td>
                    <Show when={each.href} fallback={each.label}>
                      {(href) => <A href={href()}>{each.label}</A>}
                    </Show>
                  </td>
                  <td>{props.kinds[each.kind]?.word}</td>
                  <td>
                    <Moment at={each.start} zone={props.zone} />
                  </td>
                  <td>
                    <Show when={each.end !== null} fallback="goes on">
                      <Moment at={each.end ?? 0} zone={props.zone} />
                    </Show>
                  </td>
                  <td class="timeline-length">{lengthWords(each, props.now)}</td>
                  <td class="timeline-notes">{each.hint?.replaceAll('\n', ', ')}</td>
                </tr>
              )}
            </For>
          )}
        </For>
      </tbody>
    </table>
  </div>
)
