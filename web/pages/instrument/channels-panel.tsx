import { For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { RecordTable } from '../../kit/record.tsx'
import { formatExact } from '../../kit/quantity.ts'
import type { Channel } from './documents.ts'

/** What it measures, each with how much of it there is. */
export const ChannelsPanel = (props: {
  app: WebApp
  channels: readonly Channel[]
  /** Draws this one alone. */
  show: (channel: string) => void
}) => {
  const { zones } = props.app
  return (
    <Panel title="Channels" aside={props.channels.length > 0 ? String(props.channels.length) : undefined}>
      <Show when={props.channels.length > 0} fallback={<p class="record-note">It has sent no measurement yet.</p>}>
        <RecordTable
          label="Channels, as a table"
          head={
            <>
              <th scope="col">Channel</th>
              <th scope="col">Unit</th>
              <th scope="col" class="record-number">
                Measurements
              </th>
              <th scope="col">First</th>
              <th scope="col">Last</th>
              <th scope="col">What</th>
            </>
          }
        >
          <For each={props.channels}>
            {(channel) => (
              <tr data-channel={channel.name}>
                <th scope="row">
                  <button type="button" class="link" title={`Draw ${channel.name} alone`} onClick={() => props.show(channel.name)}>
                    {channel.name}
                  </button>
                </th>
                <td>{channel.unit ?? <Nothing why="Nobody said" />}</td>
                <td class="record-number">
                  {formatExact(channel.count, null)}
                  <Show when={channel.shape === 'VECTOR'}> arrays</Show>
                </td>
                <td>
                  <Show when={channel.firstAt} fallback={<Nothing />}>
                    {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} />}
                  </Show>
                </td>
                <td>
                  <Show when={channel.lastAt} fallback={<Nothing />}>
                    {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} />}
                  </Show>
                </td>
                <td>{channel.description ?? <Nothing why="Nobody said" />}</td>
              </tr>
            )}
          </For>
        </RecordTable>
      </Show>
    </Panel>
  )
}
