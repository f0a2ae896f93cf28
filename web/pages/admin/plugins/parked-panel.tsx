import { createEffect, createMemo, createSignal, on, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { createQuery } from '../../../graphql/query.ts'
import { Action } from '../../../kit/action.tsx'
import { Dialog } from '../../../kit/dialog.tsx'
import { EachById } from '../../../kit/each-by-id.tsx'
import { Moment } from '../../../kit/moment.tsx'
import { Panel } from '../../../kit/panel.tsx'
import { RecordTable } from '../../../kit/record.tsx'
import { Segmented } from '../../../kit/segmented.tsx'
import {
  dropParkedEventDocument,
  parkedEventsDocument,
  retryParkedEventDocument,
  type ParkedAsked,
  type ParkedLine,
  type ParkedState,
} from './documents.ts'

const pageSize = 20
const right = 'plugin:manage'

const parkedWords: Readonly<Record<ParkedState, string>> = { PARKED: 'Parked', DONE: 'Done after all', DROPPED: 'Dropped' }

/** Events that a hook of the plugin kept failing on: told again by hand, or dropped. */
export const ParkedPanel = (props: {
  app: WebApp
  name: string
  state: ParkedState
  after: string | null
  change: (part: { state?: ParkedState; after: string | null }) => void
  /** Changes when something was parked or settled. */
  stamp: string
  reload: () => Promise<void>
}) => {
  const { api, toasts, viewer } = props.app
  const asked = createMemo(() => JSON.stringify({ name: props.name, state: props.state, first: pageSize, after: props.after }))
  const query = createQuery(api, parkedEventsDocument, () => JSON.parse(asked()) as ParkedAsked)
  createEffect(
    on(
      () => props.stamp,
      () => void query.reload(),
      { defer: true },
    ),
  )
  const [dropping, setDropping] = createSignal<ParkedLine | null>(null)
  const [sending, setSending] = createSignal<string | null>(null)
  const page = () => query.data()?.plugin?.parkedEvents
  const whyNot = (event: ParkedLine) =>
    viewer.whyNot(right) ?? (sending() === event.id ? 'This was asked for; it is on its way.' : undefined)

  const settle = async (event: ParkedLine, document: typeof retryParkedEventDocument | typeof dropParkedEventDocument) => {
    setSending(event.id)
    const { data, fault } = await api.send(document, { id: event.id })
    await Promise.all([query.reload(), props.reload()])
    setSending(null)
    const refusal = fault?.message ?? data?.payload.userErrors[0]?.message
    const what = `${event.kind} of ${event.key}`
    if (refusal !== undefined) return toasts.failed(`${what}: ${refusal}`, fault?.requestId ?? undefined)
    if (data?.payload.parkedEvent?.state === 'PARKED') return toasts.failed(`${what} failed again: ${data.payload.parkedEvent.error}`)
    toasts.done(document === dropParkedEventDocument ? `${what} is dropped` : `${what} is done`)
  }

  return (
    <Panel
      title="Parked events"
      aside={
        <Segmented
          name="parked-state"
          label="Which"
          value={props.state}
          choose={(state) => props.change({ state, after: null })}
          segments={(['PARKED', 'DONE', 'DROPPED'] as const).map((value) => ({ value, label: parkedWords[value] }))}
        />
      }
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={() => void query.reload()}
    >
      <Show
        when={(page()?.nodes.length ?? 0) > 0}
        fallback={
          <p class="record-note">
            {props.state === 'PARKED' ? 'None: what its hooks were told of, they have done with.' : 'None.'}
          </p>
        }
      >
        <RecordTable
          label="Parked events, as a table"
          head={
            <>
              <th scope="col">Event</th>
              <th scope="col">Happened</th>
              <th scope="col">Error</th>
              <th scope="col">{props.state === 'PARKED' ? 'Parked' : 'Settled'}</th>
              <th scope="col" class="record-number">
                Tries
              </th>
              <th scope="col">
                <span class="visually-hidden">Settle it</span>
              </th>
            </>
          }
        >
          <EachById each={page()?.nodes ?? []}>
            {(event) => (
              <ParkedRow
                app={props.app}
                event={event()}
                whyNot={whyNot(event())}
                retry={() => void settle(event(), retryParkedEventDocument)}
                drop={() => setDropping({ ...event() })}
              />
            )}
          </EachById>
        </RecordTable>
      </Show>
      <nav class="parked-pages" aria-label="Pages of parked events">
        <Show when={props.after !== null}>
          <button type="button" class="button" onClick={() => props.change({ after: null })}>
            First
          </button>
        </Show>
        <Show when={page()?.pageInfo.hasNextPage}>
          <button type="button" class="button" onClick={() => props.change({ after: page()?.pageInfo.endCursor ?? null })}>
            More
          </button>
        </Show>
        <Show when={(page()?.totalCount ?? 0) > pageSize}>
          <span>{page()?.totalCount} in all</span>
        </Show>
      </nav>
      <Dialog title="Drop this event" isOpen={dropping() !== null} close={() => setDropping(null)}>
        <Show when={dropping()}>
          {(event) => (
            <>
              <p>
                The plugin {props.name} will never be told of <code>{event().kind}</code> of <code>{event().key}</code>. That
                cannot be taken back.
              </p>
              <div class="dialog-actions">
                <button type="button" class="button" autofocus onClick={() => setDropping(null)}>
                  Keep it
                </button>
                <button
                  type="button"
                  class="button"
                  data-kind="danger"
                  onClick={() => {
                    const known = event()
                    setDropping(null)
                    void settle(known, dropParkedEventDocument)
                  }}
                >
                  Drop it
                </button>
              </div>
            </>
          )}
        </Show>
      </Dialog>
    </Panel>
  )
}

const ParkedRow = (props: {
  app: WebApp
  event: ParkedLine
  whyNot: string | undefined
  retry: () => void
  drop: () => void
}) => {
  const { zones } = props.app
  return (
    <tr data-event={props.event.id} data-state={props.event.state}>
      <th scope="row">
        <code>{props.event.kind}</code>
        <span class="admin-small">
          of {props.event.key}, by {props.event.actor}
        </span>
      </th>
      <td>
        <Moment at={Date.parse(props.event.at)} zone={zones.zone()} />
      </td>
      <td>
        <span class="admin-error">{props.event.error}</span>
      </td>
      <td>
        <Moment at={Date.parse(props.event.settledAt ?? props.event.parkedAt)} zone={zones.zone()} />
        <Show when={props.event.settledBy}>{(who) => <span class="admin-small">by {who()}</span>}</Show>
      </td>
      <td class="record-number">{props.event.attempts}</td>
      <td class="parked-actions">
        <Show when={props.event.state === 'PARKED'}>
          <Action whyNot={props.whyNot} act={props.retry} label={`Tell it again: ${props.event.kind} of ${props.event.key}`}>
            Tell it again
          </Action>
          <Action whyNot={props.whyNot} act={props.drop} kind="danger" label={`Drop: ${props.event.kind} of ${props.event.key}`}>
            Drop
          </Action>
        </Show>
      </td>
    </tr>
  )
}
