import { documentOf } from '../../../web/graphql/document-of.ts'
import type { Brewer } from './brewer.ts'
import type { Check } from './checks.ts'

type Dated = { server: { now: string; eventCursor: string } }

const brewerFields = `
  number station latitude longitude state openLevel lastRecordAt
  masks { a b c d }
  openEvents { code codes title level count firstAt lastAt message }
  instrument { id name statusSince archivedAt }
`

/** All of them, for the map, the list and the home page. */
export const brewersDocument = documentOf<Dated & { brewers: Brewer[] | null }, Record<string, never>>(`
  query Brewers { server { now eventCursor } brewers { ${brewerFields} } }
`)

/** The same with what is held against a limit. */
export const checksDocument = documentOf<Dated & { brewers: (Brewer & { checks: Check[] })[] | null }, Record<string, never>>(`
  query BrewerChecks { server { now eventCursor } brewers { ${brewerFields} checks { name title codes condition unit value target limit at } } }
`)
