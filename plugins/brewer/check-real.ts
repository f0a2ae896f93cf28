import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Difference, differencesOf } from './codes/differences.ts'
import type { BrewerEvent, Digest } from './codes/event.ts'
import { createDigest } from './codes/judge.ts'
import { createLimits, mediansOf } from './codes/limits.ts'
import { masksOf, masksText } from './codes/masks.ts'
import { readFileName } from './format/file-name.ts'
import { createReader } from './format/read.ts'

/** What another program found: counts and masks of a file, and its events where they were listed. */
type Expected = { masks: string; counts: ReadonlyMap<number, number>; events: { code: number; line: number }[] }

const rowsOf = (path: string) =>
  existsSync(path) ? readFileSync(path, 'latin1').split('\n').slice(1).filter((line) => line !== '').map((line) => line.split('\t')) : []

/** `expected-masks.tsv` and `expected-events.tsv` of a folder, by the file's path in it; empty where there are none. */
export const expectedOf = (folder: string): Map<string, Expected> => {
  const files = new Map<string, Expected>()
  for (const [file, a, b, c, d, , , , , counts = ''] of rowsOf(join(folder, 'expected-masks.tsv'))) {
    const pairs = counts.split(',').filter((pair) => pair.includes(':')).map((pair) => pair.split(':').map(Number) as [number, number])
    files.set(file!, { masks: [a, b, c, d].join(' '), counts: new Map(pairs), events: [] })
  }
  for (const [file, line, , , code] of rowsOf(join(folder, 'expected-events.tsv'))) files.get(file!)?.events.push({ code: Number(code), line: Number(line) })
  return files
}

/** All files below a folder whose names are those of brewers, by their paths in it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => readFileName(basename(path)) !== null && statSync(join(folder, path)).isFile())
    .sort()

/** What a file says, against limits that hold without any history; two passes give its own medians. */
export const digestFile = (path: string, medians: Parameters<typeof createLimits>[0]['medians'] = {}): Digest => {
  const name = readFileName(basename(path))
  const digest = createDigest({ name, limits: createLimits({ medians }), expectedSchedule: null, arrivedAt: null })
  const reader = createReader(name, digest.take)
  reader.push(readFileSync(path))
  reader.end()
  return digest.end()
}

const masksOfDigest = ({ counts }: Digest) => masksText(masksOf(counts.keys()))
const countsText = (counts: ReadonlyMap<number, number>) => [...counts].sort(([one], [other]) => one - other).map(([code, count]) => `${code}:${count}`).join(',')

/** Where a file's digest is not what was expected of it. */
export const compare = (digest: Digest, expected: Expected): Difference[] => {
  const differences = differencesOf(digest.events, expected.events)
  const seed = new Map([...digest.counts].filter(([code]) => code < 50))
  const isSame = masksOfDigest(digest) === expected.masks && countsText(seed) === countsText(expected.counts)
  // A count that no event shows: more than are kept.
  return isSame || differences.length > 0 ? differences : [{ what: `counts ${countsText(seed)}, expected ${countsText(expected.counts)}`, reason: null }]
}

const isOpen = (event: BrewerEvent) => event.clearedAt === null && event.level !== 'INFO'

const main = (folder: string) => {
  const expected = expectedOf(folder)
  const files = filesIn(folder)
  const medians = new Map<number | null, ReturnType<typeof mediansOf>>()
  const first = files.map((path) => digestFile(join(folder, path)))
  for (const brewer of new Set(first.map((digest) => digest.brewer))) medians.set(brewer, mediansOf(first.filter((digest) => digest.brewer === brewer).flatMap((digest) => [...digest.readings])))
  let same = 0
  let reasoned = 0
  let unexplained = 0
  for (const [index, path] of files.entries()) {
    const digest = digestFile(join(folder, path), medians.get(first[index]!.brewer))
    console.log(`${path}  ${masksOfDigest(digest)}  ${countsText(digest.counts)}`)
    const open = new Map<string, number>()
    for (const event of digest.events.filter(isOpen)) open.set(`${event.level} ${event.code}`, (open.get(`${event.level} ${event.code}`) ?? 0) + 1)
    if (open.size) console.log(`    open at its end: ${[...open].map(([code, count]) => `${code} (${count})`).join(', ')}`)
    for (const { line, message } of digest.problems.slice(0, 5)) console.log(`    line ${line}: ${message}`)
    const other = expected.get(relative(folder, join(folder, path)))
    if (!other) continue
    const differences = compare(digest, other)
    if (differences.length === 0) same += 1
    else if (differences.every(({ reason }) => reason !== null)) reasoned += 1
    else unexplained += 1
    for (const { what, reason } of differences) console.log(`    ${what}: ${reason ?? 'NO REASON KNOWN'}`)
  }
  const missing = [...expected.keys()].filter((path) => !files.includes(path))
  for (const path of missing) console.log(`${path}: expected, but not there`)
  console.log(`${files.length} files; of ${expected.size} with expectations ${same} are as expected, ${reasoned} differ for a reason, ${unexplained + missing.length} without one`)
  process.exitCode = unexplained + missing.length > 0 ? 1 : 0
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.argv[2]
  if (folder) main(folder)
  else {
    console.error('Say which folder: node plugins/brewer/check-real.ts <folder of brewer files>')
    process.exitCode = 2
  }
}
