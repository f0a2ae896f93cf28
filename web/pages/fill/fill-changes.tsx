import { createEffect, on, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Panel } from '../../kit/panel.tsx'
import { ChangeTable } from '../../nouns/change-table.tsx'
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
        <ChangeTable changes={changes()?.nodes ?? []} fieldWords={fieldWords} zone={zones.zone()} />
      </Show>
    </Panel>
  )
}
