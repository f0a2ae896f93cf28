import type { IntakeResult, IntakeSource } from '../api/intake.ts'
import { openSeries, wholeLines } from '../api/read.ts'

/** What to know when a file has grown: its lines up to the header, and how far it was read (bytes, lines). */
export type Resume = { head: string; at: number; line: number }

/** Points of one channel. */
export type Points = { channel: string; unit: string | null; at: string[]; value: number[] }

/** Writes points; gives what of them could not be written, in words. The same points again must change nothing. */
export type PutPoints = (points: readonly Points[]) => Promise<string[]>

/** So many rows are written at a time. */
const batchRows = 5000
const mostFaults = 1000

/** Text with what was read before in front, and what of its beginning may be a header. */
const withHead = (head: string, rest: AsyncIterable<string>) => {
  let seen = ''
  const chunks = async function* () {
    if (head) yield head
    for await (const chunk of rest) {
      if (seen.length < 65_536) seen += chunk
      yield chunk
    }
  }
  return { chunks: chunks(), headOf: (lines: number) => head || `${seen.split('\n').slice(0, lines).join('\n')}\n` }
}

/**
 * Reads a table of measurements from where it was left, batch by batch. A last line that may still be written is left
 * for the next time.
 */
export const readFile = async (
  { bytes, rested, resume }: Pick<IntakeSource<Resume>, 'bytes' | 'rested' | 'resume'>, { zone, put }: { zone: string; put: PutPoints },
): Promise<IntakeResult<Resume>> => {
  const { head, at, line } = resume ?? { head: '', at: 0, line: 0 }
  const lines = wholeLines(bytes(at), { all: rested })
  const { chunks, headOf } = withHead(head, lines.text)
  // Its header is still being written.
  const begun = await chunks.next()
  if (begun.done && !rested) return { records: 0, unfinished: true }
  const text = async function* () {
    if (!begun.done) yield begun.value
    yield* chunks
  }
  const { channels, headerLine, rows } = await openSeries(text(), { zone })

  const faults: { line?: number; message: string }[] = []
  const batch = new Map<number, Points>()
  let waiting = 0
  let records = 0
  const flush = async () => {
    const points = [...batch.values()]
    batch.clear()
    waiting = 0
    const refused = points.length > 0 ? await put(points) : []
    for (const message of refused) faults.push({ message })
  }
  // Lines of the head that are read once more do not count.
  const before = line - (head ? head.split('\n').length - 1 : 0)
  for await (const row of rows) {
    for (const message of row.faults) if (faults.length < mostFaults) faults.push({ line: row.line + before, message })
    for (const [index, value] of row.values) {
      const { name, unit } = channels[index]!
      const points = batch.get(index) ?? { channel: name, unit, at: [], value: [] }
      batch.set(index, points)
      points.at.push(row.at!)
      points.value.push(value)
      records++
    }
    if (++waiting >= batchRows) await flush()
  }
  await flush()
  return { records, faults, resume: { head: headOf(headerLine), at: at + lines.taken, line: line + lines.lines }, unfinished: lines.unfinished }
}
