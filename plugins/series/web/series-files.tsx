import { For, Show } from 'solid-js'
import type { PanelProps } from '../../api/panel.ts'
import { documentOf } from '../../../web/graphql/document-of.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Moment } from '../../../web/kit/moment.tsx'
import { RecordTable } from '../../../web/kit/record.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { intakeFileTouched } from '../../../web/nouns/touched.ts'
import './series.css'

type File = {
  path: string
  state: 'READ' | 'FAULTY' | 'FAILED'
  records: number
  faults: string[]
  readAt: string
  goneAt: string | null
}
type Answer = { server: { eventCursor: string }; instrument: { seriesFiles: File[] | null } | null }

const filesOf = documentOf<Answer, { id: string }>(`
  query SeriesFilesOfInstrument($id: ID!) {
    server { eventCursor }
    instrument(id: $id) { seriesFiles(first: 10) { path state records faults readAt goneAt } }
  }
`)

const words: Record<File['state'], string> = { READ: 'read', FAULTY: 'read, with faults', FAILED: 'could not be read' }

/** The files that an instrument's data came from, on its page; nothing on that of one that no file told of. */
export const SeriesFiles = (props: PanelProps<'instrument'>) => {
  const query = createQuery(props.app.api, filesOf, () => ({ id: props.id }))
  keepLive(props.app.api, query, () => intakeFileTouched({ plugin: { eq: 'series' }, folder: props.name }))
  const files = () => query.data()?.instrument?.seriesFiles ?? []
  const moment = (at: string) => <Moment at={Date.parse(at)} zone={props.app.zones.zone()} />
  return (
    <>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The files could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={files().length > 0}>
        <RecordTable
          label="Files of this instrument"
          head={
            <>
              <th scope="col">File</th>
              <th scope="col">State</th>
              <th scope="col" class="series-number">
                Values
              </th>
              <th scope="col">Read</th>
            </>
          }
        >
          <For each={files()}>
            {(file) => (
              <tr>
                <td class="series-path">{file.path}</td>
                <td>
                  {words[file.state]}
                  <Show when={file.goneAt}>{(at) => <> · gone since {moment(at())}</>}</Show>
                  <Show when={file.faults.length > 0}>
                    <details class="series-faults">
                      <summary>{file.faults.length === 1 ? '1 fault' : `${file.faults.length} faults`}</summary>
                      <ul>
                        <For each={file.faults}>{(fault) => <li>{fault}</li>}</For>
                      </ul>
                    </details>
                  </Show>
                </td>
                <td class="series-number">{file.records}</td>
                <td>{moment(file.readAt)}</td>
              </tr>
            )}
          </For>
        </RecordTable>
      </Show>
    </>
  )
}
