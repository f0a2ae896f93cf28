import { For, Show } from 'solid-js'
import { A } from '@solidjs/router'
import { Moment } from '../../../web/kit/moment.tsx'
import { Nothing } from '../../../web/kit/nothing.tsx'
import { formatQuantity } from '../../../web/kit/quantity.ts'
import { RecordTable } from '../../../web/kit/record.tsx'
import { masksText } from '../codes/masks.ts'
import { Level } from './brewer-level.tsx'
import { counted } from './brewer-words.ts'
import type { BrewerFile } from './files-documents.ts'
import { decoderPath } from './mask-text.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './cards.css'

const masksOf = ({ maskA: a, maskB: b, maskC: c, maskD: d }: BrewerFile) => ({ a, b, c, d })

/** Files as a table: each leads to its messages, each fault to its record. */
export const FilesTable = (props: { zone: string; files: readonly BrewerFile[] }) => {
  const { hrefOf, messagesOf } = useBrewerView()
  const moment = (at: string | null, after: string | null = null) => (
    <Show when={at} fallback={<Nothing why="No record of it has a time" />}>
      {(known) => <Moment at={Date.parse(known())} zone={props.zone} {...(after === null ? {} : { after: Date.parse(after) })} />}
    </Show>
  )
  return (
    <div class="brewer-cards">
      <RecordTable
        label="Files by day"
        head={
          <>
            <th scope="col">Day</th>
            <th scope="col">File</th>
            <th scope="col">Worst</th>
            <th scope="col">Codes, and how often</th>
            <th scope="col">Bytes A to D</th>
            <th scope="col" class="record-number">
              Records
            </th>
            <th scope="col">First and last record</th>
            <th scope="col">Faults</th>
          </>
        }
      >
        <For each={props.files}>
          {(file) => (
            <tr data-file={file.name}>
              <td class="brewer-day">{file.date ?? <Nothing why="Neither its header nor its name tells" />}</td>
              <th scope="row">
                <A href={messagesOf({ file: file.name })} title={`${file.path}: show its messages`}>
                  {file.name}
                </A>
              </th>
              <td>
                <Show when={file.level} fallback={<Nothing why="It says nothing that has a code" />}>
                  {(level) => <Level level={level()} hint="The worst that it says, cleared or not" />}
                </Show>
              </td>
              <td class="brewer-counts">
                <For each={file.counts}>
                  {({ code, title, count }) => (
                    <A class="brewer-count" href={messagesOf({ file: file.name, codes: [code] })} title={`${title}: show them`}>
                      {code}
                      <span class="brewer-soft">&nbsp;×&nbsp;{count}</span>
                    </A>
                  )}
                </For>
              </td>
              <td>
                <A class="brewer-bits" href={decoderPath(masksOf(file))} title="What they mean">
                  <For each={masksText(masksOf(file)).split(' ')}>{(byte) => <code>{byte}</code>}</For>
                </A>
              </td>
              <td class="record-number brewer-file-records" title={formatQuantity(file.bytes, 'B')}>
                {file.records.toLocaleString('en')}
              </td>
              <td>
                {moment(file.firstAt)} – {moment(file.lastAt, file.firstAt)}
              </td>
              <td class="brewer-faults">
                <Show when={file.faults.length > 0} fallback={<span class="brewer-soft">none</span>}>
                  <details>
                    <summary>{counted(file.faults.length, 'fault')}</summary>
                    <ul>
                      <For each={file.faults}>
                        {({ line, message }) => (
                          <li>
                            <A href={hrefOf({ record: { path: file.path, line } })} noScroll>
                              record {line}
                            </A>
                            : {message}
                          </li>
                        )}
                      </For>
                    </ul>
                  </details>
                </Show>
              </td>
            </tr>
          )}
        </For>
      </RecordTable>
    </div>
  )
}
