import { createMemo, onMount, Show } from 'solid-js'
import type { PanelProps } from '../../api/panel.ts'
import { keepLive } from '../../../web/graphql/live-query.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Bones } from '../../../web/kit/panel.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import { instrumentTouched } from '../../../web/nouns/touched.ts'
import { onNews } from './brewer-news.ts'
import { allMessages, messagesAnchor, type BrewerView } from './brewer-view.ts'
import { counted } from './brewer-words.ts'
import { ContextDialog } from './context-dialog.tsx'
import { messagesDocument, type MessageFilter } from './messages-documents.ts'
import { MessagesFilter } from './messages-filter.tsx'
import { MessagesTable } from './messages-table.tsx'
import { Pager } from './pager.tsx'
import { panelLines } from './panel-lines.ts'
import { useBrewerView } from './use-brewer-view.ts'
import './panel.css'
import './messages.css'

const pageSize = 25
const alarming = ['CRITICAL', 'ERROR', 'WARNING'] as const

/** What of the address is a filter, as the API takes it. */
const filterOf = ({ levels, codes, states, text, file }: BrewerView): MessageFilter => ({
  ...(levels.length > 0 && { level: { in: levels } }),
  ...(codes.length > 0 && { code: { in: codes } }),
  ...(states.length > 0 && { state: { in: states } }),
  ...(text !== '' && { message: { contains: text } }),
  ...(file !== '' && { file: { eq: file } }),
})

/** What the files of a Brewer say, as it stands there, newest first. */
export const MessagesPanel = (props: PanelProps<'instrument'>) => {
  const { view, change } = useBrewerView()
  // By its words: what else of the address changes asks nothing anew.
  const asked = createMemo(() => {
    const { after, before } = view()
    const page = before !== '' ? { last: pageSize, before } : { first: pageSize, ...(after !== '' && { after }) }
    return JSON.stringify({ id: props.id, filter: filterOf(view()), ...page })
  })
  const query = createQuery(props.app.api, messagesDocument, () => JSON.parse(asked()))
  keepLive(props.app.api, query, () => instrumentTouched({ name: { eq: props.name } }))
  onNews(props.app, () => void query.reload())
  const events = () => query.data()?.instrument?.brewer?.events ?? undefined
  const isFiltered = () => Object.keys(filterOf(view())).length > 0
  let place: HTMLElement | undefined
  // It comes long after the address was followed.
  onMount(() => location.hash === `#${messagesAnchor}` && place?.scrollIntoView())
  return (
    <div ref={(element) => (place = element)} id={messagesAnchor} class="brewer-messages" aria-busy={query.isLoading()}>
      <MessagesFilter types={query.data()?.brewerErrorTypes ?? []} view={view()} change={(wanted) => change({ ...wanted, after: '', before: '' })} />
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The messages could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={panelLines.messages} />}>
        <p class="record-note" role="status">
          <Show
            when={(events()?.totalCount ?? 0) > 0}
            fallback={isFiltered() ? 'No message fits.' : 'Its files say nothing that has a code.'}
          >
            {counted(events()?.totalCount ?? 0, 'message')}
            {isFiltered() ? ' fit' : ''}, newest first.
          </Show>{' '}
          <Show
            when={isFiltered()}
            fallback={
              <button type="button" class="link" onClick={() => change({ ...allMessages, levels: alarming })}>
                Only warnings and worse
              </button>
            }
          >
            <button type="button" class="link" onClick={() => change(allMessages)}>
              Show all
            </button>
          </Show>
        </p>
        <Show when={events()?.nodes.length}>
          <MessagesTable zone={props.app.zones.zone()} messages={events()!.nodes} />
          <Pager
            label="Pages of messages"
            page={events()!.pageInfo}
            isPaged={view().after !== '' || view().before !== ''}
            newest={() => change({ after: '', before: '' })}
            newer={(cursor) => change({ before: cursor, after: '' })}
            older={(cursor) => change({ after: cursor, before: '' })}
          />
        </Show>
      </Show>
      <ContextDialog app={props.app} record={view().record} close={() => change({ record: null })} />
    </div>
  )
}
