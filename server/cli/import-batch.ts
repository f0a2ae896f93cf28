import type { DetectorItem, EnvironmentItem, FillItem, RunItem } from '../import/item.ts'
import type { ReadOptions } from '../import/mapping.ts'
import type { Reading } from '../import/read.ts'
import { inBatches, type Intake } from './intake.ts'
import { countResult, type FileReport } from './import-report.ts'

/** An item, and the line of the file that it comes from. */
export type Line<Item> = { line: number; item: Item }

export type ImportOptions = ReadOptions & {
  /** Move runs that are in another fill already. */
  relink: boolean
  /** Make detectors that nobody has heard of. */
  createDetectors: boolean
}

type Place<Item> = { intake: Intake; report: FileReport; options: ImportOptions; reading: Reading<Item> }

/** Writes a batch of lines, and counts in the report what became of them. */
export type Put<Item> = (lines: readonly Line<Item>[], place: Place<Item>) => Promise<void>

/**
 * The lines without those runs' fills that are others than the database has: an import doesn't take a run away from a
 * fill that somebody put it in. `standing` is what the database has.
 */
const keepPlaces = <Item extends RunItem>(
  lines: readonly Line<Item>[],
  standing: ReadonlyMap<number, { fillNumber: number | null }>,
  { report, options }: Pick<Place<unknown>, 'report' | 'options'>,
): Line<Item>[] =>
  lines.map(({ line, item }) => {
    const there = standing.get(item.number)?.fillNumber
    if (item.fillNumber === undefined || there == null || there === item.fillNumber || options.relink)
      return { line, item }
    report.conflicts.add({ line, text: `Run ${item.number} is in fill ${there}, the file says ${item.fillNumber}` })
    const rest = { ...item }
    delete rest.fillNumber
    return { line, item: rest }
  })

const numbersOf = (lines: readonly Line<{ number: number }>[]) => lines.map(({ item }) => item.number)

/** The fills, then their runs: each is made if need be, and put into its fill. */
export const putFills: Put<FillItem> = async (lines, place) => {
  const { intake, report } = place
  const results = await intake.fills(lines.map(({ item: { runs: _runs, contestedRuns: _contested, ...fill } }) => fill))
  const links: Line<RunItem>[] = []
  for (const [index, { line, item }] of lines.entries()) {
    const result = results[index]
    if (!result) continue
    countResult(report, report.items, line, result)
    if (result.status === 'FAILED') continue
    for (const number of item.runs) {
      if (!item.contestedRuns?.includes(number)) links.push({ line, item: { number, fillNumber: item.number } })
    }
  }
  for (const batch of inBatches(links)) {
    const kept = keepPlaces(batch, await intake.standing(numbersOf(batch)), place)
    const linked = kept.filter(({ item }) => item.fillNumber !== undefined)
    const answers = await intake.runs(linked.map(({ item }) => item))
    for (const [index, { line, item }] of linked.entries()) {
      const answer = answers[index]
      if (answer && report.links) countResult(report, report.links, line, answer, `Run ${item.number}: `)
    }
  }
}

const makeDetectors = async (lines: readonly Line<RunItem>[], { intake, report, reading, options }: Place<RunItem>) => {
  if (!options.createDetectors && !reading.declaresDetectors) return
  const names = new Set(lines.flatMap(({ item }) => item.detectors ?? []).map(({ name }) => name))
  for (const name of names) {
    if (intake.isDetector(name)) continue
    const { value } = await intake.createDetector(name)
    if (value !== null) report.detectorsCreated.push(value)
  }
}

/** A file that says how detectors did, not which took part, leaves those that it doesn't speak of where they are. */
const withOthers = (said: readonly DetectorItem[], standing: readonly string[]): DetectorItem[] => [
  ...said,
  ...standing.filter((name) => !said.some((each) => each.name === name)).map((name) => ({ name })),
]

export const putRuns: Put<RunItem> = async (lines, place) => {
  const { intake, report, reading } = place
  await makeDetectors(lines, place)
  const standing = await intake.standing(numbersOf(lines))
  const kept = keepPlaces(lines, standing, place)
  const items = kept.map(({ item }) =>
    item.detectors && reading.declaresDetectors
      ? { ...item, detectors: withOthers(item.detectors, standing.get(item.number)?.detectors ?? []) }
      : item,
  )
  const results = await intake.runs(items)
  for (const [index, { line }] of kept.entries())
    if (results[index]) countResult(report, report.items, line, results[index])
}

export const putEnvironments: Put<EnvironmentItem> = async (lines, { intake, report }) => {
  const results = await intake.environments(lines.map(({ item }) => item))
  for (const [index, { line }] of lines.entries())
    if (results[index]) countResult(report, report.items, line, results[index])
}
