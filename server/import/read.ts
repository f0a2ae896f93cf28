import { systemClock } from '../domain/clock.ts'
import type { AnyMapping, Binding } from './binding.ts'
import { shown } from './cell.ts'
import { UnreadableFile, type Entry, type EnvironmentItem, type FillItem, type RunItem } from './item.ts'
import { openJson, type JsonFile } from './json.ts'
import type { ReadOption, ReadOptions, Setting } from './mapping.ts'
import { brilcalcRuns } from './mappings/brilcalc.ts'
import { lhcFills } from './mappings/lhc-fills.ts'
import { lumisectionLists } from './mappings/lumisections.ts'
import { ownEnvironments } from './mappings/own-environments.ts'
import { ownFills } from './mappings/own-fills.ts'
import { ownRuns } from './mappings/own-runs.ts'
import { sphenixRuns } from './mappings/sphenix.ts'
import { recogniseColumns, recogniseMember } from './recognise.ts'
import { openText, putBack, type Source } from './source.ts'
import { longestLine, openTable } from './table.ts'
import { isZone } from './time.ts'

export type Reading<Item> = AsyncIterable<Entry<Item>> & {
  /** Grows while the file is read. Where rows of one number are brought together, items come after the last byte. */
  readonly bytesRead: number
  /** What kind of file it turned out to be, once reading has begun. */
  readonly kind: string | undefined
  /** Columns (of JSON: names) that mean nothing to Logline, as far as read. */
  readonly ignoredColumns: readonly string[]
  /** Rows of data seen so far (of JSON: elements), whatever became of them. */
  readonly rowsRead: number
  /** How many items there are, known when all has been read and items were held back until then. */
  readonly itemCount: number | undefined
  /** Which of the options mean something to this kind of file. */
  readonly optionsTaken: readonly ReadOption[]
  /** The kind of file itself says which detectors there are. */
  readonly declaresDetectors: boolean
}

/** How far a reading has come. */
type State<Item> = { rows: number; binding?: Binding<Item>; complete: boolean }

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const readTable = async function* <Item>(
  chunks: AsyncIterable<string>,
  mappings: readonly AnyMapping<Item>[],
  setting: Setting,
  state: State<Item>,
): AsyncGenerator<Entry<Item>> {
  const table = await openTable(chunks)
  const binding = recogniseColumns(mappings, table.columns).bind(table.columns, setting)
  state.binding = binding
  for await (const row of table.rows) {
    state.rows++
    const entry: Entry<Item> | null =
      'fault' in row ? { kind: 'refused', line: row.line, reason: row.fault } : binding.addCells(row.line, row.cells)
    if (entry) yield entry
  }
  state.complete = true
  yield* binding.finish()
}

const bindingOf = <Item>(
  { form }: JsonFile,
  first: { key?: string; value: unknown },
  mappings: readonly AnyMapping<Item>[],
  setting: Setting,
): Binding<Item> => {
  if (form === 'members') return recogniseMember(mappings, first.key ?? '', first.value).bind(['key', 'value'], setting)
  if (!isRecord(first.value)) {
    throw new UnreadableFile(`The JSON list holds no objects; it begins with ${shown(first.value)}`)
  }
  const names = Object.keys(first.value)
  return recogniseColumns(mappings, names).bind(names, setting)
}

const readJson = async function* <Item>(
  chunks: AsyncIterable<string>,
  mappings: readonly AnyMapping<Item>[],
  setting: Setting,
  state: State<Item>,
): AsyncGenerator<Entry<Item>> {
  const file = await openJson(chunks)
  for await (const element of file.elements) {
    state.rows++
    if ('fault' in element) {
      yield { kind: 'refused', line: element.line, reason: element.fault }
      continue
    }
    const binding = (state.binding ??= bindingOf(file, element, mappings, setting))
    const { line, key, value } = element
    const entry: Entry<Item> | null =
      file.form === 'members'
        ? binding.addRecord(line, { key, value })
        : isRecord(value)
          ? binding.addRecord(line, value)
          : { kind: 'refused', line, reason: `${shown(value)} is not an object` }
    if (entry) yield entry
  }
  state.complete = true
  if (state.binding) yield* state.binding.finish()
}

const read = <Item>(source: Source, mappings: readonly AnyMapping<Item>[], options: ReadOptions): Reading<Item> => {
  const { zone, clock = systemClock, certified = false } = options
  const text = openText(source)
  const state: State<Item> = { rows: 0, complete: false }

  const readChunks = async function* (chunks: AsyncGenerator<string>): AsyncGenerator<Entry<Item>> {
    let head = ''
    while (head.trim() === '') {
      const next = await chunks.next()
      if (next.done) throw new UnreadableFile('The file is empty')
      head += next.value
      if (head.length > longestLine && head.trim() === '')
        throw new UnreadableFile('The file begins with 1 MiB of blanks')
    }
    const setting = { zone, now: clock.now(), certified }
    const isJson = /^\s*[[{]/.test(head)
    yield* (isJson ? readJson : readTable)(putBack(head, chunks), mappings, setting, state)
  }

  const entries = async function* (): AsyncGenerator<Entry<Item>> {
    if (zone !== undefined && !isZone(zone)) {
      throw new UnreadableFile(`"${zone}" is no time zone; write it as Europe/Zurich`)
    }
    try {
      yield* readChunks(text.chunks)
    } finally {
      // A caller that stops early must not leave the file open.
      await text.chunks.return(undefined)
    }
  }

  return {
    [Symbol.asyncIterator]: entries,
    get bytesRead() {
      return text.bytesRead
    },
    get kind() {
      return state.binding?.kind
    },
    get ignoredColumns() {
      return state.binding?.ignored() ?? []
    },
    get rowsRead() {
      return state.rows
    },
    get itemCount() {
      return state.complete ? state.binding?.held() : undefined
    },
    get optionsTaken() {
      return state.binding?.options ?? []
    },
    get declaresDetectors() {
      return state.binding?.declaresDetectors ?? false
    },
  }
}

/** Reads fills: the LHC fill tables of CMS, or the API's own names. Throws UnreadableFile when it is neither. */
export const readFills = (source: Source, options: ReadOptions = {}): Reading<FillItem> =>
  read(source, [lhcFills, ownFills], options)

/** Reads runs: brilcalc tables, sPHENIX run details, run → lumisection lists, or the API's own names. */
export const readRuns = (source: Source, options: ReadOptions = {}): Reading<RunItem> =>
  read(source, [brilcalcRuns, sphenixRuns, lumisectionLists, ownRuns], options)

/** Reads the statuses that environments took, in the order of the file. */
export const readEnvironments = (source: Source, options: ReadOptions = {}): Reading<EnvironmentItem> =>
  read(source, [ownEnvironments], options)
