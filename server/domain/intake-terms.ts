import type { Actor } from './actor.ts'
import type { FileChange } from './intake-change.ts'
import type { FileFault } from './intake-file.ts'

/** A file that is to be read. */
export type IntakeSource<Resume = unknown> = {
  /** Where it lies under the watched folder, or what it was uploaded as; `/` between folders. */
  path: string
  /** GROWN: it begins as it did when it was last read. Else all of it is to be read. */
  change: Exclude<FileChange, 'UNCHANGED'>
  /** Bytes. */
  size: number
  /** The first byte that was not there last time; 0 unless GROWN. */
  from: number
  /** What the reader gave back last time, when the file has GROWN since; else null. */
  resume: Resume | null
  /** Epoch ms at which it was last written; null of an upload. */
  modifiedMs: number | null
  /** Nobody is writing to it any more, as far as one can tell: its end is whole. */
  rested: boolean
  /** Its bytes from there (the beginning, unless told) to `size`. */
  bytes: (from?: number) => AsyncIterable<Uint8Array>
}

/** What came of reading a file. */
export type IntakeResult<Resume = unknown> = {
  /** How many records this reading gave. */
  records: number
  faults?: readonly FileFault[]
  /** What to know when the file has grown: where to go on, the header … JSON. */
  resume?: Resume
  /** Its end was left, because somebody may still be writing it: the file is given once more when it has rested. */
  unfinished?: boolean
}

/**
 * Reads a file into the plugin's own place. What it read counts once it has given its result: after a crash in between,
 * the same bytes are read again with the same `resume`. So what it writes must be the same the second time: keyed by
 * what the file says (instrument, channel, moment), never by a counter.
 * @throws what it likes: the file is FAILED then, and tried again when it has changed, or ten minutes later
 */
export type IntakeReader<Resume = unknown> = (source: IntakeSource<Resume>, signal: AbortSignal) => Promise<IntakeResult<Resume>>

export type IntakeOutcome = {
  path: string
  change: FileChange | 'GONE' | 'UNREADABLE'
  /** What became of it, in the words of other imports. GONE files are UPDATED. */
  status: 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'FAILED'
  records: number
  /** Of this reading; of an upload that is UNCHANGED those that still stand. */
  faults: readonly FileFault[]
}

/** What a look through a folder found. Counts are of files. */
export type IntakeReport = {
  files: number
  counts: Record<IntakeOutcome['change'] | 'FAILED' | 'WAITING', number>
  records: number
  /** What was not UNCHANGED, at most a hundred. */
  outcomes: IntakeOutcome[]
}

export type FolderOptions<Resume> = {
  read: IntakeReader<Resume>
  signal: AbortSignal
  /** Which files, as globs on their paths: `**` + `/*.csv`. All unless told. */
  patterns?: readonly string[]
  /** Put before the paths of this folder, for plugins that watch several. */
  prefix?: string
  /** Seconds without writing after which a file counts as whole; 30 unless told. */
  restSeconds?: number
}

export type FileOptions<Resume> = {
  read: IntakeReader<Resume>
  signal: AbortSignal
  /** What it is called, `/` between folders; a name that cannot be one fails. */
  path: string
  /** Read it again from its beginning, also when it has not changed. */
  again?: boolean
  actor?: Pick<Actor, 'name'>
}

/** Takes in the files of one plugin, so that nothing doubles and nothing is read twice without need. */
export type Intake = {
  /** Looks through a folder tree, once. @throws when the folder itself cannot be read */
  folder: <Resume>(folder: string, options: FolderOptions<Resume>) => Promise<IntakeReport>
  /** Takes in one file from wherever it lies: an upload. */
  file: <Resume>(file: string, options: FileOptions<Resume>) => Promise<IntakeOutcome>
}
