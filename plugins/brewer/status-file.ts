import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest } from './codes/event.ts'
import { masksOf, masksText } from './codes/masks.ts'
import { instrumentOf, type FileIdentity } from './digest-file.ts'

/** What a file says, for programs that look at files rather than ask a server. Times in UTC. */
export const statusOf = (of: Pick<FileIdentity, 'name'>, digest: Digest & { brewer: number }) => {
  const { a, b, c, d, beyond } = masksOf(digest.counts.keys())
  return {
    brewer: digest.brewer, file: of.name, date: digest.date, station: digest.station, latitude: digest.latitude, longitude: digest.longitude,
    firstAt: digest.firstAt === null ? null : new Date(digest.firstAt).toISOString(), lastAt: digest.lastAt === null ? null : new Date(digest.lastAt).toISOString(),
    records: digest.records, bytes: digest.bytes, masks: { a, b, c, d, text: masksText({ a, b, c, d }), beyond },
    counts: Object.fromEntries([...digest.counts].toSorted(([one], [other]) => one - other)),
    events: digest.events.map(({ at, level, code, line, offset, message, count }) => {
      const time = new Date(at).toISOString()
      return { brewer: digest.brewer, date: time.slice(0, 10), gmt: time.slice(11, 19), level, code, file: of.name, line, offset, message, count }
    }),
    problems: digest.problems,
  }
}

/** Writes it beside and puts it in its place: whoever reads sees the old or the new one, never half of one. */
export const writeStatus = async (folder: string, of: Pick<FileIdentity, 'name'>, digest: Digest & { brewer: number }): Promise<void> => {
  const place = join(folder, instrumentOf(digest.brewer))
  await mkdir(place, { recursive: true })
  const beside = join(place, `.${of.name}.${randomUUID()}`)
  try {
    await writeFile(beside, `${JSON.stringify(statusOf(of, digest), null, 2)}\n`)
    await rename(beside, join(place, `${of.name}.json`))
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
