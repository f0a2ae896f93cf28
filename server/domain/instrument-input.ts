import { fault, type Fault } from './fault.ts'
import type { ReportedStatus } from './instrument-status.ts'
import type { Moment } from './moment.ts'
import { checkTexts } from './text.ts'

type Facts = {
  kind?: string | null | undefined
  place?: string | null | undefined
  /** Degrees, north positive. */
  latitude?: number | null | undefined
  /** Degrees, east positive. */
  longitude?: number | null | undefined
  description?: string | null | undefined
}

export type InstrumentInput = Facts & { name: string; kind: string }

/** What is to change. Left out stays as it is, null clears. */
export type InstrumentUpdate = Facts & { name: string; revision?: number | null | undefined; reason?: string | null | undefined }

export type StatusReport = {
  name: string
  status: ReportedStatus
  reason?: string | null | undefined
  /** Now unless told. */
  at?: Moment | null | undefined
}

export type ArchiveInput = { name: string; archived?: boolean | null | undefined; revision?: number | null | undefined; reason?: string | null | undefined }

/** What is to change of a channel. Left out stays as it is, null clears. */
export type ChannelUpdate = {
  /** The name of its instrument. */
  name: string
  channel: string
  description?: string | null | undefined
  revision?: number | null | undefined
  reason?: string | null | undefined
}

export const instrumentName = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,63}$/
const kindWord = /^[a-z0-9][a-z0-9_-]{0,31}$/

const longest = { place: 200, description: 4000, reason: 1000 } as const

export const checkLengths = (input: { [Field in keyof typeof longest]?: string | null | undefined }): Fault[] =>
  Object.entries(longest).flatMap(([field, length]) =>
    (input[field as keyof typeof longest]?.length ?? 0) > length ? [fault('INVALID_INPUT', [field], `At most ${length} characters`)] : [])

const within = (field: 'latitude' | 'longitude', value: number | null | undefined, bound: number): Fault[] =>
  value == null || Math.abs(value) <= bound ? [] : [fault('INVALID_INPUT', [field], `A ${field} lies between -${bound} and ${bound} degrees`)]

/** What is wrong with what is said of an instrument, by itself. */
export const checkInstrument = (input: InstrumentInput | InstrumentUpdate): Fault[] => [
  ...checkTexts(input),
  ...checkLengths(input),
  ...(instrumentName.test(input.name) ? [] : [fault('INVALID_INPUT', ['name'], `"${input.name.slice(0, 80)}" is no name of an instrument: 1 to 64 letters, digits, _ . : / + -, the first a letter or digit`)]),
  ...(input.kind === undefined || kindWord.test(input.kind ?? '') ? [] : [fault('INVALID_INPUT', ['kind'], `"${String(input.kind ?? '').slice(0, 40)}" is no kind: 1 to 32 small letters, digits, _ -`)]),
  ...within('latitude', input.latitude, 90),
  ...within('longitude', input.longitude, 180),
]
