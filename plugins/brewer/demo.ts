import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IngestAnswer, IngestRequest } from '../api/index.ts'
import { generateBFile, type Fault, type Temper } from './format/generate.ts'

const hour = 3_600_000
const day = 24 * hour

const pad = (value: number, length: number) => String(value).padStart(length, '0')
const dayOfYear = (date: Date): number => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1

/** A made-up Brewer: where it stands, what has gone wrong with it, and since when it is silent. */
type DemoBrewer = { brewer: number; station: string; latitude: number; longitudeWest: number; silentHours: number; seed: number; fault?: (at: string) => Fault; temper?: (daysBefore: number) => Partial<Temper> }

// Numbers that no Brewer has, and places that are none.
const brewers: readonly DemoBrewer[] = [
  { brewer: 901, station: 'Demo Fjord', latitude: 63.4, longitudeWest: -10.4, silentHours: 0, seed: 1 },
  { brewer: 902, station: 'Demo Pass', latitude: 46.7, longitudeWest: -9.8, silentHours: 0, seed: 2 },
  { brewer: 903, station: 'Demo Island', latitude: 28.3, longitudeWest: 16.5, silentHours: 0, seed: 3, temper: (daysBefore) => ({ humidity: 11.8 - daysBefore * 1.9 }) },
  { brewer: 904, station: 'Demo Prairie', latitude: 52.1, longitudeWest: 106.7, silentHours: 0, seed: 4, fault: (at) => ({ at, code: 45 }) },
  { brewer: 905, station: 'Demo Harbour', latitude: 35.4, longitudeWest: -139.6, silentHours: 0, seed: 5, fault: (at) => ({ at, text: 're: Azimuth tracker ZEROING FAILURE !!' }) },
  { brewer: 906, station: 'Demo Desert', latitude: -23.6, longitudeWest: 70.4, silentHours: 30, seed: 6 },
  { brewer: 907, station: 'Demo Pole', latitude: -69, longitudeWest: -39.6, silentHours: 80, seed: 7, fault: (at) => ({ at, text: 're: Reset failed  11 times. Quitting and going to the menu.' }) },
]

/** Days of files of each. */
const days = 4

const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 16)

/** Files are named by the local solar day, which lasts from one midnight to the next there. */
const solarDayOf = (ms: number, longitudeWest: number): number => Math.floor((ms - (longitudeWest / 15) * hour) / day) * day
const beginOf = (solarDay: number, longitudeWest: number): number => solarDay + (longitudeWest / 15) * hour

const fileName = (solarDay: number, brewer: number): string => {
  const date = new Date(solarDay)
  return `B${pad(dayOfYear(date), 3)}${pad(date.getUTCFullYear() % 100, 2)}.${pad(brewer, 3)}`
}

export type DemoFile = { name: string; bytes: Buffer }

/**
 * The files of the last days of a made-up Brewer, until now or until it fell silent. What is wrong with it began two
 * hours before its last record (when its day has gone on for that long), and nothing has mended it since.
 */
const filesOf = ({ brewer, station, latitude, longitudeWest, silentHours, seed, fault, temper }: DemoBrewer, now: number): DemoFile[] => {
  const end = now - silentHours * hour - 15 * 60_000
  const last = solarDayOf(end, longitudeWest)
  // Of a day that has only begun there is no file yet.
  const isWhole = end - beginOf(last, longitudeWest) < hour
  const newest = isWhole ? last - day : last
  const until = isWhole ? beginOf(last, longitudeWest) - 10 * 60_000 : end
  const wrongAt = clock(Math.max(until - 2 * hour, beginOf(newest, longitudeWest) + hour / 2))
  return Array.from({ length: days }, (_, index) => {
    const daysBefore = days - 1 - index
    const solarDay = newest - daysBefore * day
    return {
      name: fileName(solarDay, brewer),
      bytes: generateBFile({
        brewer, date: new Date(solarDay).toISOString().slice(0, 10), station, latitude, longitudeWest, seed, every: 30,
        ...(temper && { temper: temper(daysBefore) }),
        ...(daysBefore === 0 && { ...(fault && { faults: [fault(wrongAt)] }), ...(!isWhole && { until: clock(until) }) }),
      }),
    }
  })
}

/** @param now epoch ms */
export const demoFiles = (now: number): DemoFile[] => brewers.flatMap((one) => filesOf(one, now))

/** Hands the made-up files to the intake, as if somebody had uploaded them. */
export const bringDemo = async (
  upload: (request: IngestRequest, signal: AbortSignal) => Promise<IngestAnswer>, { now, signal }: { now: number; signal: AbortSignal },
): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'logline-brewer-demo-'))
  try {
    for (const { name, bytes } of demoFiles(now)) {
      signal.throwIfAborted()
      const file = join(folder, name)
      await writeFile(file, bytes)
      const hash = createHash('sha256').update(bytes).digest('hex')
      const { status, body } = await upload({ file, name: `demo/${name}`, type: null, size: bytes.length, hash, query: {}, actor: { id: 'system:demo', name: 'demo' } }, signal)
      if (status !== 200) throw new Error(`the made-up file ${name} was refused: ${JSON.stringify(body)}`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
