import { sayAgo } from '../../../web/kit/ago.ts'
import { instrumentWords } from '../../../web/nouns/instrument-words.ts'
import { sayIncident, type Brewer, type Standing } from './brewer.ts'

/** A brewer, and how it is now. */
export type Seen = { readonly brewer: Brewer; readonly standing: Standing }

const ago = (at: number, now: number) => sayAgo(Math.max(0, now - at) / 1000)

/** "for 3 h 05 min"; empty when it is not known since when. */
export const saySince = ({ since }: Standing, now: number): string => (since === null ? '' : `for ${ago(since, now)}`)

/** A line each: who, how since when, what is wrong, when it was last heard. */
export const describe = ({ brewer, standing }: Seen, now: number): string =>
  [
    [brewer.instrument.name, brewer.station].filter(Boolean).join(', '),
    [instrumentWords[standing.condition], saySince(standing, now)].filter(Boolean).join(' '),
    standing.worst && sayIncident(standing.worst),
    brewer.lastRecordAt && `last record ${ago(Date.parse(brewer.lastRecordAt), now)} ago`,
  ]
    .filter(Boolean)
    .join('\n')
