import { For, Show } from 'solid-js'
import { Moment } from '../../../web/kit/moment.tsx'
import { RecordTable } from '../../../web/kit/record.tsx'
import { Level } from './brewer-level.tsx'
import { eventStateHints, eventStateWords, limitWords, sourceWords } from './brewer-words.ts'
import type { Message } from './messages-documents.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './cards.css'

/** The messages as a table; a click on one, or Enter, shows its record in the file. */
export const MessagesTable = (props: { zone: string; messages: readonly Message[] }) => {
  const { change, hrefOf } = useBrewerView()
  const placeOf = ({ file, line }: Message) => (file ? { path: file.path, line } : null)
  const open = (message: Message) => {
    const record = placeOf(message)
    // A text that is being marked to be copied is no click.
    if (record && getSelection()?.isCollapsed !== false) change({ record })
  }
  const isPlain = (event: MouseEvent) => !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0
  return (
    <div class="brewer-cards">
      <RecordTable
        label="Messages, as a table"
        head={
          <>
            <th scope="col">Time</th>
            <th scope="col">Level</th>
            <th scope="col">Code</th>
            <th scope="col">Message</th>
            <th scope="col">Record</th>
            <th scope="col" class="record-number" title="How often its code had come in its file by then">
              Count
            </th>
            <th scope="col">State</th>
          </>
        }
      >
        <For each={props.messages}>
          {(message) => (
            <tr
              class="brewer-message"
              data-code={message.code}
              data-state={message.state}
              // The link of the row does the same for keys and for those who don't see it.
              onClick={(event) => {
                if (isPlain(event) && !(event.target instanceof HTMLAnchorElement)) open(message)
              }}
            >
              <td class="brewer-when">
                <Moment at={Date.parse(message.at)} zone={props.zone} />
              </td>
              <td class="brewer-how">
                <Level level={message.level} />
              </td>
              <td class="brewer-number" title={message.title}>
                {message.code}
              </td>
              <th scope="row" class="brewer-said">
                <span class="brewer-words">{message.message}</span>
                <Show when={message.isGuess}>
                  {' '}
                  <span class="brewer-soft" title="It cannot be known for certain">
                    a guess
                  </span>
                </Show>
                <span class="brewer-soft brewer-meaning">
                  {message.title}
                  <Show when={message.value !== null}>
                    {`, ${limitWords(message.target, message.limit, null)}${message.source ? `, ${sourceWords[message.source]}` : ''}`}
                  </Show>
                </span>
              </th>
              <td class="brewer-where">
                <Show when={message.file} fallback={<span class="brewer-soft">no file</span>}>
                  {(file) => (
                    <a
                      href={hrefOf({ record: placeOf(message) })}
                      title={`Show record ${message.line} in ${file().path}`}
                      onClick={(event) => {
                        if (!isPlain(event)) return
                        event.preventDefault()
                        change({ record: placeOf(message) })
                      }}
                    >
                      {file().name}:{message.line}
                    </a>
                  )}
                </Show>
              </td>
              <td class="record-number brewer-times">{message.count}</td>
              <td class="brewer-became" title={eventStateHints[message.state]}>
                {eventStateWords[message.state]}
                <Show when={message.state === 'CLEARED' && message.clearedAt}>
                  {(at) => (
                    <>
                      {' '}
                      <Moment at={Date.parse(at())} zone={props.zone} after={Date.parse(message.at)} hint="When the same routine did well" />
                    </>
                  )}
                </Show>
              </td>
            </tr>
          )}
        </For>
      </RecordTable>
    </div>
  )
}
