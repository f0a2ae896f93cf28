import type { EnvironmentStatus } from '../domain/environment-history.ts'
import type { Moment } from '../domain/moment.ts'
import type { RunDefinition } from '../domain/run-definition.ts'
import type { RunQuality } from '../domain/run-quality.ts'

/** A fill as a file tells it. A field that is missing was not told, or not told credibly: it changes nothing. */
export type FillItem = {
  number: number
  beamType?: string
  fillingScheme?: string
  energyGeV?: number
  stableBeamsStart?: Moment
  stableBeamsEnd?: Moment
  collidingBunches?: number
  /** nb⁻¹ */
  deliveredLuminosity?: number
  /** Numbers of the runs that the file puts into this fill, ascending. */
  runs: number[]
  /** Those of `runs` that an earlier fill of the same file lists too: a run has one fill, and the first has it. */
  contestedRuns?: number[]
}

export type DetectorItem = { name: string; quality?: RunQuality }
export type CounterItem = { name: string; value: bigint; unit?: string }

/** A run as a file tells it; may be handed to the domain's `RunInput` as it is. */
export type RunItem = {
  number: number
  type?: string
  definition?: RunDefinition
  quality?: RunQuality
  startedAt?: Moment
  endedAt?: Moment
  triggerStartedAt?: Moment
  triggerEndedAt?: Moment
  fillNumber?: number
  environmentId?: string
  period?: string
  detectors?: DetectorItem[]
  tags?: string[]
  startedBy?: string
  endedBy?: string
  counters?: CounterItem[]
}

/** One status that an environment took. */
export type EnvironmentItem = { id: string; status: EnvironmentStatus; message?: string; at: Moment }

/** A value that was left out, while the rest of its row was taken. */
export type RefusedValue = { field: string; value: string; reason: string }

export type Remarks = { warnings: string[]; refusedValues: RefusedValue[] }

/**
 * What became of a row (`line` counts from 1, as an editor does):
 * - `item`: read, with what to know about it;
 * - `merged`: speaks of a number that line `into` spoke of before; `added` names the fields it could fill in;
 * - `refused`: nothing of it was taken.
 */
export type Entry<Item> =
  | ({ kind: 'item'; line: number; item: Item } & Remarks)
  | ({ kind: 'merged'; line: number; into: number; added: string[] } & Remarks)
  | { kind: 'refused'; line: number; reason: string }

/** The file as a whole cannot be read: it is empty, cut off at the head, or of no known kind. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}
