import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { WebApp } from '../../app.ts'
import type { Fault } from '../../graphql/fault.ts'
import { createQuery } from '../../graphql/query.ts'
import { Moment } from '../../kit/moment.tsx'
import { Panel } from '../../kit/panel.tsx'
import { FaultLine } from '../../kit/states.tsx'
import { fieldWords, setChange, valueWords } from './change-words.ts'
import { historyDocument, type Change } from './documents.ts'
import { noHistory, withNewest, withOlder, type History } from './history.ts'

const pageSize = 20

/** Who changed what, when and why: newest first, page by page. */
export const HistoryPanel = (props: { app: WebApp; number: number; revision: number }) => {
  const { api, zones } = props.app
  const newest = createQuery(api, historyDocument, () => ({ number: props.number, first: pageSize, after: null }))
  const [history, setHistory] = createSignal<History>(noHistory)
  const [isReading, setReading] = createSignal(false)
  const [fault, setFault] = createSignal<Fault | null>(null)

  createEffect(
    on(
      () => props.revision,
      () => void newest.reload(),
      { defer: true },
    ),
  )
  createEffect(() => {
    const changes = newest.data()?.run?.changes
    // A copy: what the query holds changes under us with its next answer.
    if (changes && !newest.isLoading()) setHistory((known) => withNewest(known, structuredClone(unwrap(changes))))
  })

  const readOlder = async () => {
    const after = history().older
    if (after === null || isReading()) return
    setReading(true)
    const answer = await api.ask(historyDocument, { number: props.number, first: pageSize, after })
    setReading(false)
    setFault(answer.fault)
    const page = answer.data?.run?.changes
    if (page && history().older === after) setHistory((known) => withOlder(known, page))
  }

  return (
    <Panel
      title="History of changes"
      class="sheet-history-panel"
      fault={newest.fault()}
      isLoading={newest.isLoading()}
      hasData={newest.data() !== undefined}
      retry={() => void newest.reload()}
    >
      <Show
        when={history().changes.length > 0}
        fallback={<p class="sheet-none">Nothing has been changed since the run was first told of.</p>}
      >
        <ol class="sheet-history">
          <For each={history().changes}>{(change) => <Entry change={change} zone={zones.zone()} />}</For>
        </ol>
      </Show>
      <Show when={fault()}>
        {(found) => <FaultLine fault={found()} what="Earlier changes were not read." retry={() => void readOlder()} />}
      </Show>
      <Show when={history().older !== null}>
        <button type="button" class="button" aria-disabled={isReading()} onClick={() => void readOlder()}>
          {isReading() ? 'Loading …' : 'Earlier changes'}
        </button>
      </Show>
    </Panel>
  )
}

const Entry = (props: { change: Change; zone: string }) => {
  const sets = () => setChange(props.change.before, props.change.after)
  return (
    <li>
      <Moment at={Date.parse(props.change.at)} zone={props.zone} />
      <span class="sheet-actor">{props.change.actor}</span>
      <p class="sheet-change">
        <span class="sheet-field">{fieldWords(props.change.field)}</span>{' '}
        <Show
          when={sets()}
          fallback={
            <>
              <Value field={props.change.field} value={props.change.before} zone={props.zone} />
              <span class="sheet-arrow"> → </span>
              <span class="visually-hidden">became </span>
              <strong>
                <Value field={props.change.field} value={props.change.after} zone={props.zone} />
              </strong>
            </>
          }
        >
          {(set) => (
            <>
              <For each={set().came}>{(text) => <ins class="sheet-came">+ {text}</ins>}</For>
              <For each={set().went}>{(text) => <del class="sheet-went">− {text}</del>}</For>
            </>
          )}
        </Show>
      </p>
      <Show when={props.change.reason}>
        <q class="sheet-because">{props.change.reason}</q>
      </Show>
    </li>
  )
}

const Value = (props: { field: string; value: unknown; zone: string }) => {
  const value = () => valueWords(props.field, props.value)
  const at = () => {
    const known = value()
    return known.kind === 'moment' ? known.at : null
  }
  const text = () => {
    const known = value()
    return known.kind === 'words' ? known.text : 'nothing'
  }
  return (
    <Show when={at() !== null} fallback={<span class={value().kind === 'nothing' ? 'nothing' : undefined}>{text()}</span>}>
      <Moment at={at() ?? 0} zone={props.zone} />
    </Show>
  )
}
