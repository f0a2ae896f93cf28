import { A } from '@solidjs/router'
import { createMemo, ErrorBoundary, Show } from 'solid-js'
import type { Revised } from '../graphql/list.ts'
import { Icon } from '../kit/icon.tsx'
import type { ListDescription } from './description.ts'
import './peek.css'

/**
 * The essentials of one row beside the list. No dialog: the list goes on, and its keys with it. What is looked at stays
 * when another row is: its elements are kept.
 */
export const Peek = <Row extends Revised>(props: {
  list: Pick<ListDescription<Row>, 'noun' | 'pathOf' | 'peek'>
  peeked: string | null
  close: () => void
}) => {
  const title = (key: string) => {
    const { one } = props.list.noun
    return `${one.charAt(0).toUpperCase()}${one.slice(1)} ${key}`
  }
  const isOpen = createMemo(() => props.peeked !== null)
  const key = createMemo((before: string) => props.peeked ?? before, '')
  return (
    <Show when={isOpen()}>
      <aside class="peek" aria-label={title(key())}>
        <header class="peek-head">
          <h2 class="peek-title">
            <A href={props.list.pathOf(key())}>{title(key())}</A>
          </h2>
          <button type="button" class="icon-button" aria-label="Close" onClick={() => props.close()}>
            <Icon name="cross" />
          </button>
        </header>
        <div class="peek-body">
          <ErrorBoundary
            fallback={(error: unknown) => (
              <p role="alert">This could not be shown. {error instanceof Error ? error.message : ''}</p>
            )}
          >
            {props.list.peek(key)}
          </ErrorBoundary>
        </div>
      </aside>
    </Show>
  )
}
