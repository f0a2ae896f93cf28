import { createMemo, Show } from 'solid-js'
import type { PanelProps } from '../../api/panel.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Bones } from '../../../web/kit/panel.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { instrumentTouched, intakeFileTouched } from '../../../web/nouns/touched.ts'
import { onNews } from './brewer-news.ts'
import { counted } from './brewer-words.ts'
import { filesDocument } from './files-documents.ts'
import { FilesTable } from './files-table.tsx'
import { Pager } from './pager.tsx'
import { panelLines } from './panel-lines.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './panel.css'
import './files.css'

const pageSize = 10

/** The cursor with its side, as the address has it: `-abc` are those before abc. */
const pageOf = (text: string) =>
  text.startsWith('-') ? { last: pageSize, before: text.slice(1) } : { first: pageSize, ...(text !== '' && { after: text }) }

/** The files of a Brewer day by day: what they told, in how many records, and what could not be read. */
export const FilesPanel = (props: PanelProps<'instrument'>) => {
  const { view, change } = useBrewerView()
  const cursor = createMemo(() => view().files)
  const query = createQuery(props.app.api, filesDocument, () => ({ id: props.id, ...pageOf(cursor()) }))
  // Of any Brewer: not every name says of which it is. The instrument tells when they are all told, or judged again.
  keepLive(props.app.api, query, () => intakeFileTouched({ plugin: { eq: 'brewer' } }))
  keepLive(props.app.api, query, () => instrumentTouched({ name: { eq: props.name } }))
  onNews(props.app, () => void query.reload())
  const files = () => query.data()?.instrument?.brewer?.files ?? undefined
  return (
    <div aria-busy={query.isLoading()}>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The files could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={panelLines.days} />}>
        <Show when={files()?.nodes.length} fallback={<p class="record-note">No file of it has come yet.</p>}>
          <p class="record-note">{counted(files()!.totalCount, 'file')}, the newest days first. A day goes from one local midnight of the sun to the next.</p>
          <FilesTable zone={props.app.zones.zone()} files={files()!.nodes} />
          <Pager
            label="Pages of files"
            page={files()!.pageInfo}
            isPaged={cursor() !== ''}
            newest={() => change({ files: '' })}
            newer={(first) => change({ files: `-${first}` })}
            older={(last) => change({ files: last })}
          />
        </Show>
      </Show>
    </div>
  )
}
