import { expect, it } from 'vitest'
import { codeOf } from './codes/code-table.ts'
import { curesOf } from './codes/cures.ts'
import { createDigest } from './codes/judge.ts'
import { createLimits } from './codes/limits.ts'
import { demoFiles, type DemoFile } from './demo.ts'
import { readFileName } from './format/file-name.ts'
import { createReader } from './format/read.ts'

const hour = 3_600_000

const digestOf = ({ name, bytes }: DemoFile, arrivedAt: number) => {
  const digest = createDigest({ name: readFileName(name), limits: createLimits({}), expectedSchedule: null, arrivedAt })
  const reader = createReader(readFileName(name), digest.take)
  reader.push(bytes)
  reader.end()
  return digest.end()
}

/** The codes above INFO that nothing has cleared and that are not too old by the Brewer's own time. */
const openOf = (files: readonly DemoFile[], now: number) => {
  const digests = files.map((file) => digestOf(file, now))
  const lastAt = Math.max(...digests.map((digest) => digest.lastAt!))
  const open = digests.flatMap(({ events }) => events.filter(({ code, message, level, at, clearedAt }) =>
    level !== 'INFO' && clearedAt === null && at >= lastAt - codeOf(code)!.windowHours * hour
    && !digests.some(({ cures }) => cures.some((cure) => cure.lastAt > at && curesOf(code, message).includes(cure.name)))))
  return { silentHours: (now - lastAt) / hour, codes: [...new Set(open.map(({ code }) => code))] }
}

it.each([0, 4, 8, 12, 16, 20, 23.5])('at %d o’clock shows a Brewer in each condition', (at) => {
  const now = Date.UTC(2027, 0, 2) + at * hour
  const byBrewer = Map.groupBy(demoFiles(now), ({ name }) => Number(name.slice(-3)))
  const found = new Map(Array.from(byBrewer, ([brewer, files]) => [brewer, openOf(files, now)]))
  expect(Array.from(found, ([brewer, { codes }]) => [brewer, codes])).toEqual([[901, []], [902, []], [903, [70]], [904, [45]], [905, [11]], [906, []], [907, [23]]])
  for (const [brewer, { silentHours }] of found) {
    const [least, most] = brewer === 906 ? [24, 48] : brewer === 907 ? [48, Infinity] : [0, 24]
    expect([brewer, silentHours > least && silentHours < most, silentHours]).toEqual([brewer, true, silentHours])
  }
})
