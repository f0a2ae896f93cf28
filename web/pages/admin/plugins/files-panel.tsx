import { createMemo, createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { keepLive } from '../../../graphql/live-query.ts'
import { createQuery } from '../../../graphql/query.ts'
import { EachById } from '../../../kit/each-by-id.tsx'
import { Icon, type IconName } from '../../../kit/icon.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Panel } from '../../../kit/panel.tsx'
import { RecordTable } from '../../../kit/record.tsx'
import { figureWords } from '../../../nouns/fill-words.ts'
import { intakeFileTouched } from '../../../nouns/touched.ts'
import { filesDocument, type FileLine, type FilesAsked, type FileState } from './documents.ts'

const pageSize = 20
/** More faults than this of one file are counted, not told. */
const mostFaults = 5

const states: Readonly<Record<FileState, { readonly word: string; readonly icon: IconName; readonly tone: 'good' | 'warn' | 'bad' }>> = {
  READ: { word: 'read', icon: 'check', tone: 'good' },
  FAULTY: { word: 'read in part', icon: 'alert', tone: 'warn' },
  FAILED: { word: 'not read', icon: 'cross', tone: 'bad' },
}

/** Files that a plugin took in, those read last first, each with what is wrong with it. Nothing where there are none. */
export const FilesPanel = (props: { app: WebApp; name: string }) => {
  const [after, setAfter] = createSignal<string | null>(null)
  const asked = createMemo((): FilesAsked => ({ name: props.name, state: null, first: pageSize, after: after() }))
  const query = createQuery(props.app.api, filesDocument, asked)
  keepLive(props.app.api, query, () => intakeFileTouched({ plugin: { eq: props.name } }))
  const page = () => query.data()?.plugin?.files
  return (
    <Show when={(page()?.totalCount ?? 0) > 0}>
      <Panel
        title="Files"
        aside={`${figureWords(page()?.totalCount ?? 0)} taken in`}
        fault={query.fault()}
        isLoading={query.isLoading()}
        hasData
        retry={() => void query.reload()}
      >
        <RecordTable
          label="Files, as a table"
          head={
            <>
              <th scope="col">File</th>
              <th scope="col">State</th>
              <th scope="col">Read</th>
              <th scope="col" class="record-number">
                Records
              </th>
              <th scope="col" class="record-number">
                Bytes
              </th>
            </>
          }
        >
          <EachById each={page()?.nodes ?? []}>{(file) => <FileRow app={props.app} file={file()} />}</EachById>
        </RecordTable>
        <nav class="parked-pages" aria-label="Pages of files">
          <Show when={after() !== null}>
            <button type="button" class="button" onClick={() => setAfter(null)}>
              First
            </button>
          </Show>
          <Show when={page()?.pageInfo.hasNextPage}>
            <button type="button" class="button" onClick={() => setAfter(page()?.pageInfo.endCursor ?? null)}>
              More
            </button>
          </Show>
        </nav>
      </Panel>
    </Show>
  )
}

const FileRow = (props: { app: WebApp; file: FileLine }) => {
  const { zones } = props.app
  const state = () => states[props.file.state]
  const more = () => props.file.faults.length - mostFaults
  return (
    <tr data-file={props.file.path} data-state={props.file.state}>
      <th scope="row">
        <code>{props.file.path}</code>
        <span class="admin-small">
          {props.file.origin === 'UPLOAD' ? `sent by ${props.file.actor}` : 'from its folder'}
          <Show when={props.file.goneAt}>
            {(at) => (
              <>
                , gone since <Moment at={Date.parse(at())} zone={zones.zone()} />
              </>
            )}
          </Show>
        </span>
      </th>
      <td>
        <span class="admin-state" data-tone={state().tone}>
          <Icon name={state().icon} />
          {state().word}
        </span>
        <For each={props.file.faults.slice(0, mostFaults)}>
          {({ line, message }) => (
            <span class="admin-error">
              {line === null ? '' : `line ${line}: `}
              {message}
            </span>
          )}
        </For>
        <Show when={more() > 0}>
          <span class="admin-small">and {more()} more</span>
        </Show>
      </td>
      <td>
        <Moment at={Date.parse(props.file.readAt)} zone={zones.zone()} />
      </td>
      <td class="record-number">{figureWords(props.file.records)}</td>
      <td class="record-number">{figureWords(Number(props.file.size))}</td>
    </tr>
  )
}
