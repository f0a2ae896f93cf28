// node test/bench/brewer.ts [folder]: how fast Brewer files are read and judged, on one core, beside `grep -c` over the same files.
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createDigest } from '../../plugins/brewer/codes/judge.ts'
import { createLimits } from '../../plugins/brewer/codes/limits.ts'
import { readFileName } from '../../plugins/brewer/format/file-name.ts'
import { generateBFile } from '../../plugins/brewer/format/generate.ts'
import { createReader } from '../../plugins/brewer/format/read.ts'
import type { BrewerRecord, FileName } from '../../plugins/brewer/format/record.ts'

const rounds = 15
const generatedBytes = 100_000_000
const pieceBytes = 65_536

const real = process.argv[2] ?? fileURLToPath(new URL('../../../shared/data/brewer', import.meta.url))

/** Days of a dozen instruments, until there are enough bytes. */
const generate = (folder: string) => {
  let bytes = 0
  for (let day = 0; bytes < generatedBytes; day++) for (let brewer = 1; brewer <= 12; brewer++) {
    const date = new Date(Date.UTC(2019, 0, 1 + day))
    const file = generateBFile({ brewer, date: date.toISOString().slice(0, 10), longitudeWest: brewer * 25 - 150, every: 8 })
    bytes += file.length
    const dayOfYear = String(1 + Math.round((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000)).padStart(3, '0')
    writeFileSync(join(folder, `B${dayOfYear}${String(date.getUTCFullYear()).slice(2)}.${String(brewer).padStart(3, '0')}`), file)
  }
}

const made = existsSync(real) ? null : mkdtempSync(join(tmpdir(), 'logline-bench-'))
try {
  if (made) generate(made)
  const folder = made ?? real
  const paths = globSync('**/B*.[0-9]*', { cwd: folder }).map((path) => join(folder, path))
  const files = paths.map((path) => ({ name: readFileName(path), bytes: readFileSync(path) }))
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)

  // What is told is used, so that nothing of the work can be left out.
  const told = { records: 0, problems: 0, timed: 0, words: 0 }
  const take = (record: BrewerRecord) => {
    told.records++
    if (record.type === 'problem') told.problems++
    if (record.type === 'comment') told.words += record.text.length
    if (record.at !== null) told.timed++
  }
  const read = (name: FileName | null, content: Buffer, consume: (record: BrewerRecord) => void) => {
    const reader = createReader(name, consume)
    for (let from = 0; from < content.length; from += pieceBytes) reader.push(content.subarray(from, from + pieceBytes))
    reader.end()
  }
  const parse = () => {
    for (const { name, bytes: content } of files) read(name, content, take)
  }

  // What intake does with a file, without the database.
  const found = { events: 0, readings: 0 }
  const limits = createLimits({})
  const judge = () => {
    for (const { name, bytes: content } of files) {
      const digest = createDigest({ name, limits, expectedSchedule: null, arrivedAt: null })
      read(name, content, digest.take)
      const { events, readings } = digest.end()
      found.events += events.length
      found.readings += readings.length
    }
  }
  const grep = () => spawnSync('grep', ['-a', '-c', 'Lamp not', ...paths], { stdio: ['ignore', 'pipe', 'inherit'] })

  /** CPU of this process, or of the children it waits for: a busy machine makes the clock on the wall say little. */
  const measure = (run: () => unknown, cpu: () => number) => {
    const times = Array.from({ length: rounds }, () => {
      const [started, used] = [performance.now(), cpu()]
      run()
      return { wall: performance.now() - started, cpu: cpu() - used }
    }).slice(3)
    const speed = (milliseconds: number) => (bytes / 1000 / milliseconds).toFixed(0)
    const sorted = (key: 'wall' | 'cpu') => times.map((time) => time[key]).toSorted((one, other) => one - other)
    const [wall, used] = [sorted('wall'), sorted('cpu')]
    const middle = Math.floor(times.length / 2)
    return `wall ${speed(wall[middle]!)} MB/s (best ${speed(wall[0]!)}), CPU ${used[middle]! > 0 ? `${speed(used[middle]!)} MB/s (best ${speed(used[0]!)})` : '-'}`
  }
  const own = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  console.log(`${made ? 'generated' : 'real'}: ${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`)
  console.log(`records to a consumer: ${measure(parse, own)}`)
  console.log(`records and events: ${measure(judge, own)}`)
  console.log(`grep -c, files in the page cache: ${measure(grep, () => 0)}`)
  console.log(`${told.records / rounds} records, ${told.timed / rounds} with a time, ${told.problems / rounds} problems, ${found.events / rounds} events, ${found.readings / rounds} values with limits`)
} finally {
  if (made) rmSync(made, { recursive: true })
}
