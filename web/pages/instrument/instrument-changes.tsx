import { createEffect, on } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { ChangesPanel } from '../../nouns/changes-panel.tsx'
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

/**
 * Who changed what is known of the instrument, newest first; what was reported is among it.
 * @param props.version differs with each edit and each report
 */
export const InstrumentChanges = (props: { app: WebApp; name: string; version: string }) => {
  const { api, zones } = props.app
  const query = createQuery(api, instrumentChangesDocument, () => ({ name: props.name, first: atMost }))
  createEffect(on(() => props.version, () => void query.reload(), { defer: true }))
  return (
    <ChangesPanel
      query={query}
      changes={query.data()?.instrument?.changes}
      fieldWords={fieldWords}
      none="Nobody has changed it since it was made known."
      zone={zones.zone()}
    />
  )
}
