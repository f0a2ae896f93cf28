import type { Digest } from './codes/event.ts'
import { createDigest, type Circumstances } from './codes/judge.ts'
import { readFileName } from './format/file-name.ts'
import { createReader } from './format/read.ts'
import type { FileName } from './format/record.ts'

/** What of the world the judgement of a file hangs on, as its Brewer and its day have it. */
export type CircumstancesOf = (brewer: number | null, date: string | null) => Promise<Pick<Circumstances, 'limits' | 'expectedSchedule'> & { medians: Readonly<Record<string, number>> }>

/** What a file says, and what was usual for its Brewer when it was judged. */
export type Judged = { digest: Digest; medians: Readonly<Record<string, number>> }

/** What a file is, whatever is in it. */
export type FileIdentity = { path: string; name: string; said: FileName | null; identity: string }

/** The same file has the same identity wherever it lies; what has no name of a Brewer's file is known by its path. */
export const identityOf = (path: string): FileIdentity => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const said = readFileName(name)
  const letters = /^[a-z]*/i.exec(name)![0].toUpperCase()
  return { path, name, said, identity: said ? `${letters} ${said.date} ${said.brewer}` : path }
}

export const instrumentOf = (brewer: number): string => `brewer-${String(brewer).padStart(3, '0')}`

const piece = 256 * 1024

const digestOnce = (bytes: Uint8Array, circumstances: Circumstances): Digest => {
  const digest = createDigest(circumstances)
  const reader = createReader(circumstances.name, digest.take)
  for (let at = 0; at < bytes.length; at += piece) reader.push(bytes.subarray(at, at + piece))
  reader.end()
  return digest.end()
}

/** Reads a file. Where it is of another Brewer or day than its name says, that one's circumstances count. */
export const digestFile = async (
  { said }: Pick<FileIdentity, 'said'>, bytes: Uint8Array, { arrivedAt, circumstancesOf }: { arrivedAt: number | null; circumstancesOf: CircumstancesOf },
): Promise<Judged> => {
  const judge = async (brewer: number | null, date: string | null): Promise<Judged> => {
    const { medians, ...rest } = await circumstancesOf(brewer, date)
    return { medians, digest: digestOnce(bytes, { name: said, arrivedAt, ...rest }) }
  }
  const [brewer, date] = [said?.brewer ?? null, said?.date ?? null]
  const first = await judge(brewer, date)
  return first.digest.brewer === brewer && first.digest.date === date ? first : judge(first.digest.brewer, first.digest.date)
}
