import { createEffect, For, on, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Panel } from '../../kit/panel.tsx'
import { RecordTable } from '../../kit/record.tsx'
import { fillChangesDocument } from './documents.ts'

const atMost = 100

const fieldWords: Readonly<Record<string, string>> = {
  beamType: 'beams',
  fillingScheme: 'filling scheme',
  energyGeV: 'energy (GeV)',
  collidingBunches: 'colliding bunches',
  deliveredLuminosity: 'delivered luminosity (nb⁻¹)',
  stableBeamsStart: 'stable beams from',
  stableBeamsEnd: 'stable beams to',
}

/** Who changed what of the fill, newest first. */
export const FillChanges = (props: { app: WebApp; number: number; revision: number }) => {
  const { api, zones } = props.app
  const query = createQuery(api, fillChangesDocument, () => ({ number: props.number, first: atMost }))
  createEffect(
    on(
      () => props.revision,
      () => query.reload(),
      { defer: true },
    ),
  )
  const changes = () => query.data()?.fill?.changes
  return (
    <Panel
      title="Changes"
      aside={(changes()?.totalCount ?? 0) > atMost ? `the last ${atMost} of ${changes()?.totalCount}` : undefined}
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
    >
      <Show
        when={(changes()?.nodes.length ?? 0) > 0}
        fallback={<p class="record-note">Nobody has changed it since it was first heard of.</p>}
      >
        <RecordTable
          label="Changes, as a table"
          head={<For each={['When', 'Who', 'What', 'From', 'To']}>{(head) => <th scope="col">{head}</th>}</For>}
        >
          <For each={changes()?.nodes}>
            {(change) => (
              <tr>
                <td>
                  <Moment at={Date.parse(change.at)} zone={zones.zone()} />
                </td>
                <td title={change.reason ?? undefined}>{change.actor}</td>
                <td>{fieldWords[change.field] ?? change.field}</td>
                <td>
                  <Value value={change.before} zone={zones.zone()} />
                </td>
                <td>
                  <Value value={change.after} zone={zones.zone()} />
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
