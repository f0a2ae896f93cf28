import { createEffect, on } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { ChangesPanel } from '../../nouns/changes-panel.tsx'
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
  return (
    <ChangesPanel
      query={query}
      changes={query.data()?.fill?.changes}
      fieldWords={fieldWords}
      none="Nobody has changed it since it was first heard of."
      zone={zones.zone()}
    />
  )
}
