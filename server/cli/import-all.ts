import { basename } from 'node:path'
import { isZone } from '../import/time.ts'
import { UsageFault, wordsOf } from './fault.ts'
import type { ImportOptions } from './import-batch.ts'
import { importers } from './import-file.ts'
import { createReport, isWhole, toJson, toText, type FileReport } from './import-report.ts'
import { bytesOf, sizesOf } from './import-source.ts'
import { createIntake } from './intake.ts'
import { watchInterrupts } from './interrupt.ts'
import { openForCommand } from './open.ts'
import { watchProgress } from './progress.ts'
import { createRehearsal } from './rehearsal.ts'
import type { Terminal } from './terminal.ts'

export type NounName = keyof typeof importers

export type Asked = ImportOptions & { isRehearsal: boolean; isVerbose: boolean; asJson: boolean }

/** Imports the files in turn. Gives the exit code. */
export const importAll = async (
  noun: NounName,
  files: readonly string[],
  asked: Asked,
  terminal: Terminal,
): Promise<number> => {
  const { isRehearsal, isVerbose, asJson, ...options } = asked
  if (options.zone !== undefined && !isZone(options.zone))
    throw new UsageFault(`--zone: "${options.zone}" is no time zone; write it as Europe/Zurich`)
  const sizes = sizesOf(files)
  using interrupt = watchInterrupts()
  const { signal } = interrupt
  await using core = await openForCommand(terminal)
  const intake = isRehearsal ? createRehearsal(core) : createIntake(core)
  const reports: FileReport[] = []
  try {
    for (const [file, size] of sizes) {
      if (signal.aborted) break
      const report = createReport(file, { links: noun === 'fills', keepAll: isVerbose || asJson })
      reports.push(report)
      try {
        await importers[noun](bytesOf(file, signal), {
          intake,
          report,
          options,
          signal,
          watch: (reading, written) =>
            watchProgress(terminal, () =>
              reading.itemCount === undefined
                ? { doing: `reading ${basename(file)}`, done: reading.bytesRead, total: size, unit: 'bytes' }
                : { doing: `writing ${basename(file)}`, done: written(), total: reading.itemCount, unit: 'items' },
            ),
        })
      } catch (error) {
        report.stopped = wordsOf(error)
        throw error
      } finally {
        if (!asJson) for (const line of toText(report, noun, { isRehearsal, isVerbose })) terminal.print(line)
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
  if (failed.length > 0)
    terminal.tell(`logline: not all of ${failed.map(({ file }) => file).join(', ')} could be imported`)
  return failed.length > 0 ? 1 : 0
}
