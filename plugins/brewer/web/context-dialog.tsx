import { createMemo, createSignal, Show } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'
import { createQuery } from '../../../web/graphql/query.ts'
import { Action } from '../../../web/kit/action.tsx'
import { Dialog } from '../../../web/kit/dialog.tsx'
import { Bones } from '../../../web/kit/panel.tsx'
import { FaultLine } from '../../../web/kit/states.tsx'
import type { RecordPlace } from './brewer-view.ts'
import { ContextLines } from './context-lines.tsx'
import { contextDocument } from './messages-documents.ts'
import './context.css'

const linesAtFirst = 8
const linesMore = 20
/** The API gives no more. */
const linesAtMost = 200

/** A record among those around it in its file. It has an address: back closes it, and a pasted link opens it. */
export const ContextDialog = (props: { app: WebApp; record: RecordPlace | null; close: () => void }) => (
  <Dialog
    side
    title={props.record ? `Record ${props.record.line.toLocaleString('en')} of ${nameOf(props.record.path)}` : 'Record'}
    isOpen={props.record !== null}
    close={props.close}
  >
    <Show when={props.record} keyed>
      {(record) => <Context app={props.app} record={record} />}
    </Show>
  </Dialog>
)

const nameOf = (path: string): string => path.split('/').at(-1) ?? path

const Context = (props: { app: WebApp; record: RecordPlace }) => {
  const [before, setBefore] = createSignal(linesAtFirst)
  const [after, setAfter] = createSignal(linesAtFirst)
  const query = createQuery(props.app.api, contextDocument, () => ({ ...props.record, before: before(), after: after() }))
  const file = () => query.data()?.brewerFiles?.nodes[0]
  const lines = createMemo(() => file()?.context ?? [])
  const first = () => lines()[0]?.id ?? 1
  const last = () => lines().at(-1)?.id ?? 1
  const noMore = (count: number, isEnd: boolean, end: string) =>
    isEnd ? end : count >= linesAtMost ? `${linesAtMost} are shown at most: open a record further on.` : undefined
  const more = (count: number) => Math.min(count + linesMore, linesAtMost)
  return (
    <div class="brewer-context" aria-busy={query.isLoading()}>
      <Show when={query.fault()}>
        {(fault) => <FaultLine fault={fault()} what="The file could not be read." retry={() => void query.reload()} />}
      </Show>
      <Show when={query.data()} fallback={query.isLoading() && <Bones lines={12} />}>
        <Show when={file()} fallback={<p class="record-note">There is no file {props.record.path} any more.</p>}>
          {(known) => (
            <>
              <p class="record-note">
                <code class="brewer-path">{known().path}</code>
                {known().date === null ? '' : `, day ${known().date}`}, {known().records.toLocaleString('en')} records. A record ends with LF; its
                fields are set apart by CR. Times in it are UTC.
              </p>
              <Show
                when={lines().some(({ id }) => id === props.record.line)}
                fallback={<p class="record-note">It has no record {props.record.line}: the file may have been written anew.</p>}
              >
                <Action whyNot={noMore(before(), first() <= 1, 'This is the beginning of the file.')} act={() => setBefore(more)}>
                  {linesMore} before
                </Action>
                <ContextLines label={`Records of ${known().name}`} lines={lines()} marked={props.record.line} />
                <Action
                  whyNot={noMore(after(), last() < props.record.line + after() && !query.isLoading(), 'This is the end of the file.')}
                  act={() => setAfter(more)}
                >
                  {linesMore} after
                </Action>
              </Show>
            </>
          )}
        </Show>
      </Show>
    </div>
  )
}
