import { basename } from 'node:path'
import { createSeriesReader, type SeriesPoint } from '../../plugins/api/series-csv.ts'
import type { Core } from '../core.ts'
import { createInstruments } from '../domain/instrument.ts'
import { maxSeries, type MeasurementInput } from '../domain/measurement-input.ts'
import { createMeasurements } from '../domain/measurement.ts'
import { createTransact, type Transact } from '../domain/transact.ts'
import { openText } from '../import/source.ts'
import { isZone } from '../import/time.ts'
import { CommandFault, UsageFault, wordsOf, wordsOfFaults } from './fault.ts'
import { createReport, isWhole, toJson, toText, type FileReport } from './import-report.ts'
import { bytesOf, sizesOf } from './import-source.ts'
import { bring, importActor } from './intake.ts'
import { watchInterrupts } from './interrupt.ts'
import { openForCommand } from './open.ts'
import { watchProgress } from './progress.ts'
import { rolledBack } from './rolled-back.ts'
import type { Terminal } from './terminal.ts'

export type AskedMeasurements = {
  instrument: string
  /** Makes the instrument when it isn't there. */
  kind: string | undefined
  zone: string | undefined
  isRehearsal: boolean
  isVerbose: boolean
  asJson: boolean
}

/** So many points go into one transaction: enough to be quick, few enough that nobody waits long for them. */
const batchPoints = 50_000

type Series = MeasurementInput & { at: string[]; value: number[]; line: number }

/** Puts a batch in, in transactions of its own; for a rehearsal in one that is undone. */
type Put = (items: readonly MeasurementInput[]) => ReturnType<typeof bring>

const createPut = ({ domain, db }: Pick<Core, 'domain' | 'db'>, { instrument, kind, isRehearsal }: AskedMeasurements): Put => {
  const { clock } = domain
  const ensure = async (transact: Transact) => {
    if (kind === undefined) return
    const { faults } = await createInstruments({ transact, clock }).create({ name: instrument, kind }, importActor)
    const wrong = faults.filter(({ code }) => code !== 'ALREADY_EXISTS')
    if (wrong.length > 0) throw new CommandFault(wordsOfFaults(wrong))
  }
  if (!isRehearsal) {
    const ensured = ensure(domain.transact)
    return async (items) => {
      await ensured
      return bring(domain.measurements.ingest, items)
    }
  }
  return (items) => rolledBack(createTransact(db.writer, () => undefined), async (tx) => {
    const transact = tx.transaction.bind(tx)
    await ensure(transact)
    return bring(createMeasurements({ transact, clock, db: { aside: tx } }).ingest, items)
  })
}

const importFile = async (
  file: string, size: number | undefined,
  { put, report, asked, signal, terminal }: { put: Put; report: FileReport; asked: AskedMeasurements; signal: AbortSignal; terminal: Terminal },
): Promise<void> => {
  const began = performance.now()
  const open = new Map<string, Series>()
  let waiting: Series[] = []
  let points = 0
  const reader = createSeriesReader({
    zone: asked.zone,
    fault: ({ line, message }) => report.refused.add({ line, text: message }),
    point: ({ line, channel, unit, at, value }: SeriesPoint) => {
      const key = `${channel} ${unit}`
      const series = open.get(key) ?? { instrument: asked.instrument, channel, unit, at: [], value: [], line }
      if (series.at.length === 0) open.set(key, series)
      series.at.push(at)
      series.value.push(value)
      points++
      if (series.at.length === maxSeries) {
        waiting.push(series)
        open.delete(key)
      }
    },
  })
  const flush = async () => {
    const items = [...waiting, ...open.values()]
    waiting = []
    open.clear()
    points = 0
    // One call takes so many items; a table may have more channels.
    for (let from = 0; from < items.length; from += 500) {
      const some = items.slice(from, from + 500)
      for (const { index, status, faults, points: counts } of await put(some.map(({ line: _, ...item }) => item))) {
        const { line, at, channel } = some[index]!
        if (status === 'FAILED') report.refused.add({ line, text: `${channel}: ${wordsOfFaults(faults)} (${at.length} points from here on)` })
        else if (counts) for (const name of ['created', 'updated', 'unchanged'] as const) report.items[name] += counts[name]
      }
    }
  }
  const text = openText(bytesOf(file, signal))
  using _ = watchProgress(terminal, () => ({ doing: `reading ${basename(file)}`, done: text.bytesRead, total: size, unit: 'bytes' }))
  try {
    for await (const chunk of text.chunks) {
      reader.push(chunk)
      if (points >= batchPoints) await flush()
      signal.throwIfAborted()
    }
    reader.end()
    await flush()
  } catch (error) {
    if (!signal.aborted) throw error
    report.stopped = String(signal.reason)
  } finally {
    report.kind = reader.header === null ? null : 'a table of time series'
    report.rows = reader.lines
    report.seconds = Number(((performance.now() - began) / 1000).toFixed(3))
  }
}

/** Imports the files in turn. Gives the exit code. */
export const importMeasurementFiles = async (files: readonly string[], asked: AskedMeasurements, terminal: Terminal): Promise<number> => {
  const { zone, isRehearsal, isVerbose, asJson } = asked
  if (zone !== undefined && !isZone(zone)) throw new UsageFault(`--zone: "${zone}" is no time zone; write it as Europe/Zurich`)
  const sizes = sizesOf(files)
  using interrupt = watchInterrupts()
  const { signal } = interrupt
  await using core = await openForCommand(terminal)
  const put = createPut(core, asked)
  const reports: FileReport[] = []
  try {
    for (const [file, size] of sizes) {
      if (signal.aborted) break
      const report = createReport(file, { links: false, keepAll: isVerbose || asJson })
      reports.push(report)
      try {
        await importFile(file, size, { put, report, asked, signal, terminal })
      } catch (error) {
        report.stopped = wordsOf(error)
      } finally {
        if (!asJson) for (const line of toText(report, 'points', { isRehearsal, isVerbose })) terminal.print(line)
      }
    }
  } finally {
    if (asJson) terminal.print(JSON.stringify({ dryRun: isRehearsal, files: reports.map(toJson) }, null, 2))
  }
  if (signal.aborted) {
    terminal.tell(`logline: stopped by ${signal.reason}`)
    return interrupt.exitCode()
  }
  const failed = reports.filter((report) => !isWhole(report))
  if (failed.length > 0) terminal.tell(`logline: not all of ${failed.map(({ file }) => file).join(', ')} could be imported`)
  return failed.length > 0 ? 1 : 0
}
