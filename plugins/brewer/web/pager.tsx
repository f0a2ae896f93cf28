import { Show } from 'solid-js'
import { Action } from '../../../web/kit/action.tsx'

/** Steps through a list whose newest things stand first; nothing where one page has all of it. */
export const Pager = (props: {
  label: string
  page: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
  /** It is not the first page that is shown. */
  isPaged: boolean
  newest: () => void
  newer: (cursor: string) => void
  older: (cursor: string) => void
}) => (
  <Show when={props.isPaged || props.page.hasNextPage}>
    <nav class="brewer-pager" aria-label={props.label}>
      <Action whyNot={props.isPaged ? undefined : 'These are the newest.'} act={props.newest}>
        Newest
      </Action>
      <Action
        whyNot={props.page.hasPreviousPage ? undefined : 'There are no newer ones.'}
        act={() => props.page.startCursor !== null && props.newer(props.page.startCursor)}
      >
        Newer
      </Action>
      <Action
        whyNot={props.page.hasNextPage ? undefined : 'There are no older ones.'}
        act={() => props.page.endCursor !== null && props.older(props.page.endCursor)}
      >
        Older
      </Action>
    </nav>
  </Show>
)
