import { A } from '@solidjs/router'
import { For, Show } from 'solid-js'
import { Action } from '../../../web/kit/action.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import { RecordTable } from '../../../web/kit/record.tsx'
import { Level } from './brewer-level.tsx'
import type { Incident } from './status-documents.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './cards.css'

/** Why it is as it is: each fault once, the worst first, with the way to the record that says so. */
export const StatusIncidents = (props: {
  zone: string
  incidents: readonly Incident[]
  /** Why a code may not be muted. */
  whyNot: string | undefined
  mute: (code: number) => void
}) => {
  const { change, hrefOf, messagesOf } = useBrewerView()
  const recordOf = ({ event }: Incident) => (event?.file ? { path: event.file.path, line: event.line } : null)
  return (
    <div class="brewer-cards">
      <RecordTable
        label="Open incidents"
        head={
          <>
            <th scope="col">Level</th>
            <th scope="col">What</th>
            <th scope="col" class="record-number">
              Times
            </th>
            <th scope="col">Since</th>
            <th scope="col">Last</th>
            <th scope="col">
              <span class="visually-hidden">Actions</span>
            </th>
          </>
        }
      >
        <For each={props.incidents}>
          {(incident) => (
            <tr class="brewer-incident" data-code={incident.code}>
              <td>
                <Level level={incident.level} />
              </td>
              <th scope="row" class="brewer-what">
                <span class="brewer-title">{incident.title}</span>{' '}
                <span class="brewer-soft">
                  <A href={messagesOf({ codes: incident.codes })} title="Show its messages">
                    {incident.codes.length > 1 ? 'codes' : 'code'} {incident.codes.join(', ')}
                  </A>
                  <Show when={incident.event?.isGuess}>, a guess</Show>
                </span>
                <Show when={recordOf(incident)} fallback={<p class="brewer-text">{incident.message.trim()}</p>}>
                  {(record) => (
                    <a
                      class="brewer-text"
                      href={hrefOf({ record: record() })}
                      title={`Record ${record().line} of ${incident.event?.file?.name}: show it in its file`}
                      onClick={(event) => {
                        if (event.ctrlKey || event.metaKey || event.shiftKey) return
                        event.preventDefault()
                        change({ record: record() })
                      }}
                    >
                      {incident.message.trim()}
                    </a>
                  )}
                </Show>
              </th>
              <td class="record-number brewer-times">{incident.count}</td>
              <td class="brewer-first">
                <Moment at={Date.parse(incident.firstAt)} zone={props.zone} />
              </td>
              <td class="brewer-last">
                <Moment at={Date.parse(incident.lastAt)} zone={props.zone} />
              </td>
              <td class="record-number">
                <Action class="link" whyNot={props.whyNot} label={`Mute code ${incident.code} …`} act={() => props.mute(incident.code)}>
                  Mute …
                </Action>
              </td>
            </tr>
          )}
        </For>
      </RecordTable>
    </div>
  )
}
