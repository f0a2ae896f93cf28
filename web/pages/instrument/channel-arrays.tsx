import { createMemo, For, Show } from 'solid-js'
import { Sparkline } from '../../kit/chart/sparkline.tsx'
import { extentOf, formatValue } from '../../kit/chart/values.ts'
import { Moment } from '../../kit/moment.tsx'
import { RecordTable } from '../../kit/record.tsx'
import type { Channel, Series } from './documents.ts'

/** More lines are not looked through. */
const linesAtMost = 50

/** Arrays as they were measured, newest first: each as a line drawing, with its least and its greatest value. */
export const ChannelArrays = (props: { channel: Channel; series: Series; zone: string }) => {
  const lines = createMemo(() =>
    props.series.at.map((at, index) => ({ at: Date.parse(at), values: props.series.vectors[index] ?? [] })).toReversed().slice(0, linesAtMost),
  )
  const value = (one: number) => (Number.isFinite(one) ? formatValue(one, props.channel.unit ?? undefined) : '')
  return (
    <>
      <div class="instrument-arrays">
        <RecordTable
          label={`${props.channel.name}, as a table`}
          head={
            <>
              <th scope="col">Time</th>
              <th scope="col">Values</th>
              <th scope="col" class="record-number">
                How many
              </th>
              <th scope="col" class="record-number">
                Least
              </th>
              <th scope="col" class="record-number">
                Most
              </th>
            </>
          }
        >
          <For each={lines()}>
            {({ at, values }) => (
              <tr>
                <th scope="row">
                  <Moment at={at} zone={props.zone} />
                </th>
                <td>
                  <Sparkline label={props.channel.name} values={values} {...(props.channel.unit ? { unit: props.channel.unit } : {})} />
                </td>
                <td class="record-number">{values.length}</td>
                <td class="record-number">{value(extentOf(values)[0])}</td>
                <td class="record-number">{value(extentOf(values)[1])}</td>
              </tr>
            )}
          </For>
        </RecordTable>
      </div>
      <Show when={props.series.at.length > linesAtMost}>
        <p class="record-note">The last {linesAtMost} of {props.series.at.length} that are spread over this time.</p>
      </Show>
    </>
  )
}
