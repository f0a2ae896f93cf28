import { For, Show } from 'solid-js'
import type { Query } from '../graphql/query.ts'
import { Moment } from '../kit/moment.tsx'
import { Nothing } from '../kit/nothing.tsx'
import { Panel } from '../kit/panel.tsx'
import { RecordTable } from '../kit/record.tsx'

/** An edit of a field of a thing. */
type Change = {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  readonly actor: string
  readonly at: string
}

/** Who changed what of a thing, newest first. */
export const ChangesPanel = (props: {
  query: Pick<Query<object>, 'data' | 'fault' | 'isLoading' | 'reload'>
  /** As far as they were read; undefined before. */
  changes: { readonly totalCount: number; readonly nodes: readonly Change[] } | undefined
  /** How people call a field. */
  fieldWords: Readonly<Record<string, string>>
  /** When there are none. */
  none: string
  /** IANA name. */
  zone: string
}) => {
  const [all, here] = [() => props.changes?.totalCount ?? 0, () => props.changes?.nodes.length ?? 0]
  return (
    <Panel
      title="Changes"
      aside={all() > here() ? `the last ${here()} of ${all()}` : undefined}
      fault={props.query.fault()}
      isLoading={props.query.isLoading()}
      hasData={props.query.data() !== undefined}
      retry={() => void props.query.reload()}
    >
      <Show when={here() > 0} fallback={<p class="record-note">{props.none}</p>}>
        <RecordTable
          label="Changes, as a table"
          head={<For each={['When', 'Who', 'What', 'From', 'To']}>{(head) => <th scope="col">{head}</th>}</For>}
        >
          <For each={props.changes?.nodes}>
            {(change) => (
              <tr>
                <td>
                  <Moment at={Date.parse(change.at)} zone={props.zone} />
                </td>
                <td title={change.reason ?? undefined}>{change.actor}</td>
                <td>{props.fieldWords[change.field] ?? change.field}</td>
                <td>
                  <Value value={change.before} zone={props.zone} />
                </td>
                <td>
                  <Value value={change.after} zone={props.zone} />
                </td>
              </tr>
            )}
          </For>
        </RecordTable>
      </Show>
    </Panel>
  )
}

const isMoment = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)

const Value = (props: { value: unknown; zone: string }) => {
  const moment = () => (isMoment(props.value) ? Date.parse(props.value) : null)
  return (
    <Show when={props.value !== null} fallback={<Nothing why="nothing" />}>
      <Show when={moment() !== null} fallback={typeof props.value === 'object' ? JSON.stringify(props.value) : String(props.value)}>
        <Moment at={moment() ?? 0} zone={props.zone} />
      </Show>
    </Show>
  )
}
