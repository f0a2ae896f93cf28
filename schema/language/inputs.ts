/** What the language makes: the inputs of schema.graphql, as far as it uses them. A test holds them to the schema's. */

type Equal<Value> = { eq?: Value; in?: Value[]; not?: Value }
export type NumberInput = Equal<number> & { gt?: number; gte?: number; lt?: number; lte?: number; isNull?: boolean }
export type TextInput = Equal<string> & { contains?: string; isNull?: boolean }
export type SetInput = { all?: string[]; any?: string[]; none?: string[] }
/** From (included) to (excluded), RFC 3339 in UTC. */
export type TimeInput = { from?: string; to?: string }

type Quality = 'NONE' | 'GOOD' | 'BAD' | 'TEST'
type Definition = 'PHYSICS' | 'COSMICS' | 'TECHNICAL' | 'SYNTHETIC' | 'CALIBRATION' | 'COMMISSIONING'
type State = 'UNKNOWN' | 'RUNNING' | 'ENDED' | 'LOST'
type Status = 'PENDING' | 'STANDBY' | 'DEPLOYED' | 'CONFIGURED' | 'RUNNING' | 'ERROR' | 'MIXED' | 'DESTROYED' | 'DONE'

export type RunFilterInput = {
  and?: RunFilterInput[]
  or?: RunFilterInput[]
  not?: RunFilterInput
  number?: NumberInput
  numberRanges?: string
  type?: TextInput
  definition?: Equal<Definition>
  quality?: Equal<Quality>
  state?: Equal<State>
  detectors?: SetInput
  detectorQuality?: { detector: string; quality: Equal<Quality> }
  tags?: SetInput
  fillNumber?: NumberInput
  environmentId?: TextInput
  period?: TextInput
  startedAt?: TimeInput
  endedAt?: TimeInput
  durationSeconds?: NumberInput
  startedBy?: TextInput
  endedBy?: TextInput
  endReason?: { category?: string; title?: string; description?: string }
  text?: string
}

export type FillFilterInput = {
  and?: FillFilterInput[]
  or?: FillFilterInput[]
  not?: FillFilterInput
  number?: NumberInput
  numberRanges?: string
  beamType?: TextInput
  fillingScheme?: TextInput
  energyGeV?: NumberInput
  collidingBunches?: NumberInput
  hasStableBeams?: boolean
  stableBeamsStart?: TimeInput
  stableBeamsEnd?: TimeInput
  stableBeamsSeconds?: NumberInput
  coveredSeconds?: NumberInput
}

export type EnvironmentFilterInput = {
  and?: EnvironmentFilterInput[]
  or?: EnvironmentFilterInput[]
  not?: EnvironmentFilterInput
  id?: TextInput
  status?: Equal<Status>
  history?: string
  runNumbers?: string
  createdAt?: TimeInput
  updatedAt?: TimeInput
}

type InstrumentStatus = 'UNKNOWN' | 'OK' | 'WARNING' | 'ERROR' | 'CRITICAL' | 'STALE' | 'LOST'

export type InstrumentFilterInput = {
  and?: InstrumentFilterInput[]
  or?: InstrumentFilterInput[]
  not?: InstrumentFilterInput
  name?: TextInput
  kind?: TextInput
  place?: TextInput
  status?: Equal<InstrumentStatus>
  lastDataAt?: TimeInput
  text?: string
  archived?: boolean
}

export type FilterInputs = { runs: RunFilterInput; fills: FillFilterInput; environments: EnvironmentFilterInput; instruments: InstrumentFilterInput }

export type OrderFields = {
  runs: 'NUMBER' | 'STARTED_AT' | 'ENDED_AT' | 'DURATION' | 'FILL'
  fills: 'NUMBER' | 'STABLE_BEAMS_START' | 'STABLE_BEAMS_END' | 'STABLE_BEAMS_DURATION' | 'COVERED' | 'ENERGY'
  environments: 'CREATED_AT' | 'UPDATED_AT' | 'ID'
  instruments: 'NAME' | 'KIND' | 'PLACE' | 'LAST_DATA_AT' | 'UPDATED_AT'
}
