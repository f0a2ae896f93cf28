import { silenceAt } from '../../../web/nouns/instrument-words.ts'
import type { Masks } from '../codes/masks.ts'
import { counted, brewerConditions, type BrewerCondition, type BrewerLevel } from './brewer-words.ts'

/** How a level is drawn: what is only said is no worse than none. */
export const signOf = (level: BrewerLevel | null): BrewerCondition => (level === null || level === 'INFO' ? 'OK' : level)

/** Open events of one fault: one thing to see to. */
export type Incident = {
  readonly code: number
  readonly codes: readonly number[]
  readonly title: string
  readonly level: BrewerLevel
  readonly count: number
  readonly firstAt: string
  readonly lastAt: string
  /** As it stands in the file. */
  readonly message: string
}

export type Brewer = {
  readonly number: number
  readonly station: string | null
  readonly latitude: number | null
  /** East positive. */
  readonly longitude: number | null
  /** When it was asked. */
  readonly state: BrewerCondition
  readonly openLevel: BrewerLevel | null
  readonly lastRecordAt: string | null
  readonly masks: Masks | null
  /** Worst first. */
  readonly openEvents: readonly Incident[]
  readonly instrument: { readonly id: string; readonly name: string; readonly statusSince: string; readonly archivedAt: string | null }
}

/** How a brewer is at this moment, since when (epoch ms), and what is wrong. */
export type Standing = { readonly condition: BrewerCondition; readonly since: number | null; readonly worst: Incident | null }

/**
 * By the rule of the server: silence outweighs what was last heard. So a page that is open turns STALE by itself.
 * @param now epoch ms by the server's clock
 */
export const standingOf = (brewer: Brewer, now: number): Standing => {
  const worst = brewer.openEvents[0] ?? null
  if (brewer.lastRecordAt === null) return { condition: brewer.state, since: null, worst }
  const silence = silenceAt(Date.parse(brewer.lastRecordAt), now)
  if (silence) return { condition: silence.status, since: silence.since, worst }
  const condition = signOf(brewer.openLevel)
  const begun = brewer.openEvents.filter(({ level }) => level === brewer.openLevel).map(({ firstAt }) => Date.parse(firstAt))
  if (condition !== 'OK' && begun.length > 0) return { condition, since: Math.min(...begun), worst }
  // When it was well again nobody wrote down: the server knows since when it says so.
  return { condition, since: brewer.state === condition ? Date.parse(brewer.instrument.statusSince) : null, worst }
}

/** Then what was wrong is what was wrong when it was last heard. */
export const isSilent = ({ condition }: Standing): boolean => condition === 'STALE' || condition === 'LOST'

/** "Lamp not detected (15, 16), 4 times" */
export const sayIncident = ({ title, codes, code, count }: Incident): string =>
  `${title} (${(codes.length > 0 ? codes : [code]).join(', ')})${count > 1 ? `, ${counted(count, 'time')}` : ''}`

/** In the order of the list: the worst first, then by number. */
export const inOrder = <Seen extends { brewer: Brewer; standing: Standing }>(seen: readonly Seen[]): readonly Seen[] =>
  seen.toSorted(
    (one, other) =>
      brewerConditions.indexOf(one.standing.condition) - brewerConditions.indexOf(other.standing.condition) || one.brewer.number - other.brewer.number,
  )

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()

/** Whether each word of a text is found in what is shown of it, whatever its case and accents. */
export const isFound = (brewer: Brewer, text: string): boolean => {
  const words = plain(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return true
  const said = brewer.openEvents.flatMap((incident) => [sayIncident(incident), incident.message])
  const all = plain([brewer.instrument.name, String(brewer.number), brewer.station ?? '', ...said].join('\n'))
  return words.every((word) => all.includes(word))
}
