import { createEffect, on, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Panel } from '../../kit/panel.tsx'
import { ChangeTable } from '../../nouns/change-table.tsx'
import { instrumentChangesDocument } from './documents.ts'

const atMost = 100

const fieldWords: Readonly<Record<string, string>> = {
  reportedStatus: 'reported status',
  kind: 'kind',
  place: 'place',
  description: 'description',
  latitude: 'latitude (°)',
  longitude: 'longitude (°)',
  archivedAt: 'archived',
}

/** Who changed what is known of the instrument, newest first. */
export const InstrumentChanges = (props: { app: WebApp; name: string; revision: number }) => {
  const { api, zones } = props.app
  const query = createQuery(api, instrumentChangesDocument, () => ({ name: props.name, first: atMost }))
  createEffect(on(() => props.revision, () => void query.reload(), { defer: true }))
  const changes = () => query.data()?.instrument?.changes
  return (
    <Panel
      title="Changes"
      aside={(changes()?.totalCount ?? 0) > atMost ? `the last ${atMost} of ${changes()?.totalCount}` : undefined}
      fault={query.fault()}
      isLoading={query.isLoading()}
      hasData={query.data() !== undefined}
      retry={query.reload}
    >
      <Show when={(changes()?.nodes.length ?? 0) > 0} fallback={<p class="record-note">Nobody has changed it since it was made known.</p>}>
        <ChangeTable changes={changes()?.nodes ?? []} fieldWords={fieldWords} zone={zones.zone()} />
      </Show>
    </Panel>
  )
}
