import { For } from 'solid-js'
import { Action } from '../../../web/kit/action.tsx'
import { sayAgo } from '../../../web/kit/ago.ts'
import { Moment } from '../../../web/kit/moment.tsx'
import { RecordTable } from '../../../web/kit/record.tsx'
import type { Mute } from './status-documents.ts'

/** What says nothing of the state for now, why, and until when. */
export const StatusMutes = (props: {
  mutes: readonly Mute[]
  zone: string
  now: number
  whyNot: string | undefined
  unmute: (id: string) => void
}) => (
  <section aria-label="Muted">
    <h3 class="brewer-heading">Muted</h3>
    <RecordTable
      label="Muted codes"
      head={
        <>
          <th scope="col">Code</th>
          <th scope="col">Why</th>
          <th scope="col">Who</th>
          <th scope="col">Until</th>
          <th scope="col">
            <span class="visually-hidden">Actions</span>
          </th>
        </>
      }
    >
      <For each={props.mutes}>
        {(mute) => (
          <tr data-mute={mute.code}>
            <th scope="row">
              {mute.code} {mute.title}
            </th>
            <td class="brewer-why">{mute.reason}</td>
            <td>{mute.actor}</td>
            <td>
              <Moment at={Date.parse(mute.until)} zone={props.zone} />{' '}
              <span class="brewer-soft">{sayAgo(Math.max(0, Date.parse(mute.until) - props.now) / 1000)} left</span>
            </td>
            <td class="record-number">
              <Action class="link" whyNot={props.whyNot} label={`Unmute code ${mute.code} …`} act={() => props.unmute(mute.id)}>
                Unmute …
              </Action>
            </td>
          </tr>
        )}
      </For>
    </RecordTable>
  </section>
)
