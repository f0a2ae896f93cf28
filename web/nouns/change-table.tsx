import { For, Show } from 'solid-js'
import { Moment } from '../kit/moment.tsx'
import { Nothing } from '../kit/nothing.tsx'
import { RecordTable } from '../kit/record.tsx'

/** An edit of a field of a thing. */
export type Change = {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  readonly reason: string | null
  readonly actor: string
  readonly at: string
}

/** Who changed what, as a table. */
export const ChangeTable = (props: {
  changes: readonly Change[]
  /** How people call a field. */
  fieldWords: Readonly<Record<string, string>>
  /** IANA name. */
  zone: string
}) => (
  <RecordTable
    label="Changes, as a table"
    head={<For each={['When', 'Who', 'What', 'From', 'To']}>{(head) => <th scope="col">{head}</th>}</For>}
  >
    <For each={props.changes}>
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
)

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
