import { all, combine, whereKnownMoment, whereText, type EnumFilter, type MomentRange, type TextFilter } from './filter.ts'
import { instrumentStatuses, silences, type InstrumentStatus } from './instrument-status.ts'
import { likeLiteral, textArray, type Parameters } from './parameters.ts'

/** Which instruments. All that is given must hold. */
export type InstrumentFilter = {
  and?: readonly InstrumentFilter[] | null | undefined
  or?: readonly InstrumentFilter[] | null | undefined
  not?: InstrumentFilter | null | undefined
  name?: TextFilter | null | undefined
  kind?: TextFilter | null | undefined
  place?: TextFilter | null | undefined
  /** As it is at the moment of asking. */
  status?: EnumFilter<InstrumentStatus> | null | undefined
  lastDataAt?: MomentRange | null | undefined
  /** Words in name, kind, place or description. */
  text?: string | null | undefined
  archived?: boolean | null | undefined
}

const silentFor = (afterMs: number, now: string) =>
  `coalesce(i.last_data_at, i.created_at) <= coalesce(i.archived_at, ${now}) - interval '${afterMs / 1000} seconds'`

const whereStatus = (filter: EnumFilter<InstrumentStatus> | null | undefined, now: number, { put }: Parameters) => {
  if (!filter || Object.values(filter).every((value) => value == null)) return null
  const at = `${put(new Date(now).toISOString())}::timestamptz`
  const [stale, lost] = silences.map(({ afterMs }) => silentFor(afterMs, at))
  const wanted = instrumentStatuses.filter(
    (status) => (filter.eq == null || status === filter.eq) && (!filter.in || filter.in.includes(status)) && status !== filter.not,
  )
  const reported = wanted.filter((status) => status !== 'STALE' && status !== 'LOST')
  const alternatives = [
    ...(reported.length > 0 ? [`(not ${stale} and i.reported_status = any(${put(textArray(reported))}::instrument_status[]))`] : []),
    ...(wanted.includes('STALE') ? [`(${stale} and not ${lost})`] : []),
    ...(wanted.includes('LOST') ? [`(${lost})`] : []),
  ]
  return alternatives.length === 0 ? 'false' : `(${alternatives.join(' or ')})`
}

const whereWords = (text: string | null | undefined, { put }: Parameters) => {
  const word = text?.trim()
  if (!word) return null
  return `concat_ws(' ', i.name, i.kind, i.place, i.description) ilike ${put(`%${likeLiteral(word)}%`)}::text`
}

/** The filter as a condition on `instrument i` at this moment; null when it lets everything through. */
export const whereInstrument = (filter: InstrumentFilter | null | undefined, now: number, parameters: Parameters): string | null =>
  filter
    ? combine(filter, (part) => [
        whereText('i.name', part.name, parameters),
        whereText('i.kind', part.kind, parameters),
        whereText('i.place', part.place, parameters),
        whereStatus(part.status, now, parameters),
        whereKnownMoment('i.last_data_at', part.lastDataAt, parameters),
        whereWords(part.text, parameters),
        all([part.archived == null ? null : `i.archived_at is ${part.archived ? 'not ' : ''}null`]),
      ])
    : null
