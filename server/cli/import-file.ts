import { maxItems } from '../domain/ingest.ts'
import { UnreadableFile, type Remarks } from '../import/item.ts'
import type { ReadOptions } from '../import/mapping.ts'
import { readEnvironments, readFills, readRuns, type Reading } from '../import/read.ts'
import type { Source } from '../import/source.ts'
import { putEnvironments, putFills, putRuns, type ImportOptions, type Line, type Put } from './import-batch.ts'
import type { FileReport } from './import-report.ts'
import type { Intake } from './intake.ts'

const note = (report: FileReport, line: number, { warnings, refusedValues }: Remarks) => {
  for (const text of warnings) report.warnings.add({ line, text })
  for (const { field, value, reason } of refusedValues)
    report.warnings.add({ line, text: `${field} "${value}" is left out: ${reason}` })
}

/** Which options the file turned out to have no use for. */
const uselessOptions = ({ optionsTaken, kind }: Reading<unknown>, { certified, zone }: ReadOptions): string[] =>
  kind === undefined
    ? []
    : (
        [
          ['certified', certified],
          ['zone', zone],
        ] as const
      )
        .filter(([name, given]) => given && !optionsTaken.includes(name))
        .map(([name]) => `--${name} means nothing to such a file`)

type Job = {
  intake: Intake
  report: FileReport
  options: ImportOptions
  signal: AbortSignal
  /** Handed the reading, for whoever shows how far it is; `written` grows with each batch. */
  watch: (reading: Reading<unknown>, written: () => number) => Disposable
}

/** Reads a file and writes what it says, in batches. `report` grows with it: it is right when that stops early, too. */
const importer =
  <Item>(read: (source: Source, options: ReadOptions) => Reading<Item>, put: Put<Item>) =>
  async (source: Source, { intake, report, options, signal, watch }: Job): Promise<void> => {
    const began = performance.now()
    const reading = read(source, options)
    let written = 0
    const watched = watch(reading, () => written)
    let lines: Line<Item>[] = []
    const flush = async () => {
      await put(lines, { intake, report, options, reading })
      written += lines.length
      lines = []
    }
    try {
      for await (const entry of reading) {
        if (entry.kind === 'refused') {
          report.refused.add({ line: entry.line, text: entry.reason })
          continue
        }
        note(report, entry.line, entry)
        if (entry.kind === 'merged') {
          const added = entry.added.length > 0 ? `: adds ${entry.added.join(', ')}` : ''
          report.merged.add({ line: entry.line, text: `goes with line ${entry.into}${added}` })
        } else if (lines.push({ line: entry.line, item: entry.item }) === maxItems) {
          await flush()
          signal.throwIfAborted()
        }
      }
      await flush()
    } catch (error) {
      if (signal.aborted) report.stopped = String(signal.reason)
      else if (error instanceof UnreadableFile) report.stopped = error.message
      else throw error
    } finally {
      watched[Symbol.dispose]()
      report.kind = reading.kind ?? null
      report.rows = reading.rowsRead
      report.ignoredColumns = reading.ignoredColumns
      report.seconds = Number(((performance.now() - began) / 1000).toFixed(3))
      for (const text of uselessOptions(reading, options)) report.warnings.add({ line: 1, text })
    }
  }

/** What can be imported. */
export const importers = {
  fills: importer(readFills, putFills),
  runs: importer(readRuns, putRuns),
  environments: importer(readEnvironments, putEnvironments),
}
