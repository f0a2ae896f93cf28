import type { Actor, ConnectionValue, PageArguments } from '../api/index.ts'
import type { EnumFilter, MomentRange, NumberFilter, Outcome, TextFilter } from '../api/list.ts'
import type { CodeType } from './codes/code-table.ts'
import type { Level, LimitSource } from './codes/event.ts'
import type { Quantity } from './codes/quantity.ts'

// What the service answers the API with. Times are RFC 3339 in UTC, days YYYY-MM-DD, keys numbers of the tables.

export const eventStates = ['OPEN', 'CLEARED', 'AGED', 'MUTED', 'NOTED'] as const
export type EventState = (typeof eventStates)[number]

export const conditions = ['OK', 'WARNING', 'ERROR', 'CRITICAL', 'STALE', 'LOST'] as const
export type Condition = (typeof conditions)[number]

export type FileKind = 'B' | 'D' | 'UV' | 'S' | 'ICF'

export type Masks = { a: number; b: number; c: number; d: number; codes: readonly number[]; beyond: readonly number[] }

export type EventRow = {
  id: number
  fileId: number
  instrument: string
  code: number
  level: Level
  at: string
  line: number
  /** Bytes before its record. */
  position: string
  message: string
  count: number
  isGuess: boolean
  incident: string | null
  quantity: Quantity | null
  value: number | null
  target: number | null
  bound: number | null
  source: LimitSource | null
  /** By its own file, or by a later one. */
  clearedAt: string | null
  state: EventState
}

export type FileRow = {
  id: number
  path: string
  name: string
  kind: FileKind | null
  instrument: string | null
  date: string | null
  station: string | null
  records: number
  bytes: string
  firstAt: string | null
  lastAt: string | null
  readAt: string
  maskA: number
  maskB: number
  maskC: number
  maskD: number
  worst: Level | null
  counts: Readonly<Record<string, number>>
  problems: readonly { line: number; message: string }[]
}

/** A record of a file as it stands there. */
export type ContextLine = { line: number; offset: number; text: string; fields: readonly string[] }

export type EventFilter = {
  and?: readonly EventFilter[] | null | undefined
  or?: readonly EventFilter[] | null | undefined
  not?: EventFilter | null | undefined
  instrument?: TextFilter | null | undefined
  code?: NumberFilter | null | undefined
  level?: EnumFilter<Level> | null | undefined
  at?: MomentRange | null | undefined
  date?: DayRange | null | undefined
  file?: TextFilter | null | undefined
  message?: TextFilter | null | undefined
  state?: EnumFilter<EventState> | null | undefined
  quantity?: EnumFilter<Quantity> | null | undefined
  isGuess?: boolean | null | undefined
}

export type FileFilter = {
  and?: readonly FileFilter[] | null | undefined
  or?: readonly FileFilter[] | null | undefined
  not?: FileFilter | null | undefined
  instrument?: TextFilter | null | undefined
  name?: TextFilter | null | undefined
  path?: TextFilter | null | undefined
  kind?: EnumFilter<FileKind> | null | undefined
  date?: DayRange | null | undefined
  level?: EnumFilter<Level> | null | undefined
  code?: number | null | undefined
  lastAt?: MomentRange | null | undefined
  readAt?: MomentRange | null | undefined
  hasFaults?: boolean | null | undefined
}

/** Both ends belong to it. */
export type DayRange = { from?: string | null | undefined; to?: string | null | undefined }

/** Open events of one fault, as one: the newest of them, how many, and which codes. */
export type Incident = { code: number; codes: readonly number[]; level: Level; count: number; firstAt: string; lastAt: string; message: string; eventId: number }

/** The newest reading of a quantity, held against its limit now. */
export type Latest = { quantity: Quantity; at: string; value: number; target: number | null; bound: number | null; source: LimitSource | null }

/** How a brewer is. */
export type BrewerState = {
  instrument: string
  number: number
  station: string | null
  latitude: number | null
  longitude: number | null
  condition: Condition
  openLevel: Level | null
  /** The worst of all events of its newest day. */
  rawLevel: Level | null
  lastRecordAt: string | null
  /** Of its newest day, and which that is. */
  masks: Masks
  date: string | null
  /** Worst first, then newest first. */
  incidents: readonly Incident[]
  latest: readonly Latest[]
  expectedSchedule: string | null
  /** The schedule that its files say it runs. */
  schedule: string | null
}

export type ThresholdRow = {
  quantity: Quantity
  target: number | null
  bound: number | null
  level: Level
  source: LimitSource
  /** Of whoever set it; null while nobody has. */
  setBy: string | null
  setAt: string | null
  reason: string | null
}

export type ThresholdChangeRow = { id: number; instrument: string | null; quantity: Quantity; target: number | null; bound: number | null; level: Level | null; reason: string; at: string; actor: string }

export type MuteRow = { id: number; instrument: string; code: number; reason: string; at: string; until: string; actor: string; endedAt: string | null; endedBy: string | null; isActive: boolean }

export type ScheduleRow = { id: number; instrument: string; schedule: string | null; reason: string; at: string; actor: string }

export type ConfigurationRow = {
  fileId: number
  at: string
  line: number
  deadTimeNs: number | null
  calStep: number | null
  etcO3: number | null
  model: string | null
  icf: string | null
  schedule: string | null
}

/** One quantity in bins; `target` and `bound` are those that held then. */
export type SeriesRow = {
  quantity: Quantity
  at: readonly string[]
  mean: readonly number[]
  min: readonly number[]
  max: readonly number[]
  target: readonly (number | null)[]
  bound: readonly (number | null)[]
}

export type ThresholdInput = { instrument?: string | null | undefined; quantity: Quantity; target?: number | null | undefined; bound: number | null; level?: Level | null | undefined; reason: string }
export type MuteInput = { instrument: string; code: number; until: string; reason: string }
export type ScheduleInput = { instrument: string; schedule?: string | null | undefined; reason: string }

/** One page of a list for each of many owners. */
export type Owned<Row, Filter> = (owners: readonly string[], filter: Filter | null | undefined, page: PageArguments) => Promise<(owner: string) => ConnectionValue<Row>>

/**
 * What the API asks of the service. Each reading is a fixed number of statements, however many instruments, files or
 * events it is asked for.
 */
export type BrewerAnswers = {
  /** So many hours of the Brewer's own time an event of a code counts, as it is set here. */
  windowOf: (code: Pick<CodeType, 'code' | 'windowHours'>) => number
  /** Of these instruments, or of all brewers; those that are no brewers are missing. By number. */
  stateOf: (instruments: readonly string[] | null) => Promise<Map<string, BrewerState>>
  events: (filter: EventFilter | null | undefined, page: PageArguments) => Promise<ConnectionValue<EventRow>>
  eventsOf: Owned<EventRow, EventFilter>
  eventsOfFiles: (files: readonly number[], page: PageArguments) => Promise<(file: number) => ConnectionValue<EventRow>>
  eventsByKey: (ids: readonly number[]) => Promise<Map<number, EventRow>>
  files: (filter: FileFilter | null | undefined, page: PageArguments) => Promise<ConnectionValue<FileRow>>
  filesOf: Owned<FileRow, FileFilter>
  filesByKey: (ids: readonly number[]) => Promise<Map<number, FileRow>>
  /** The records around these lines, by file. */
  context: (files: readonly number[], around: { line: number; before: number; after: number }) => Promise<Map<number, ContextLine[]>>
  series: (instruments: readonly string[], window: { quantities: readonly Quantity[]; from: string; to: string; points: number }) => Promise<Map<string, SeriesRow[]>>
  /** One for each quantity. Null among the instruments: what holds where nothing is set for one of them. */
  thresholdsOf: (instruments: readonly (string | null)[]) => Promise<Map<string | null, ThresholdRow[]>>
  /** What was set for these, and for all, newest first. */
  thresholdHistoryOf: (instruments: readonly string[]) => Promise<Map<string, ThresholdChangeRow[]>>
  mutesOf: (instruments: readonly string[], isActive: boolean | null) => Promise<Map<string, MuteRow[]>>
  scheduleHistoryOf: (instruments: readonly string[]) => Promise<Map<string, ScheduleRow[]>>
  /** Oldest first; the one in force at `from` is the first. */
  /** What is in force now. */
  configurationOf: (instruments: readonly string[]) => Promise<Map<string, ConfigurationRow | null>>
  configurationsOf: (instruments: readonly string[], window: { from: string | null; to: string | null }) => Promise<Map<string, ConfigurationRow[]>>
  /** A `bound` of null takes back what was set. */
  setThreshold: (input: ThresholdInput, actor: Actor) => Promise<Outcome<ThresholdRow>>
  mute: (input: MuteInput, actor: Actor) => Promise<Outcome<MuteRow>>
  unmute: (id: number, actor: Actor) => Promise<Outcome<MuteRow>>
  /** The name of the instrument. */
  expectSchedule: (input: ScheduleInput, actor: Actor) => Promise<Outcome<string>>
}
