import type { Clock } from '../domain/clock.ts'
import type { CellContext, CellReader } from './cell.ts'

export type ReadOptions = {
  /** IANA zone of times that carry no offset. Without it they are refused. Files known to be UTC need none. */
  zone?: string
  clock?: Clock
  /** The run list names runs certified for analysis: their quality is GOOD. */
  certified?: boolean
}

/** The options that hold for some kinds of files and not for others. */
export type ReadOption = 'zone' | 'certified'

/** The settings of one reading, with nothing left open. */
export type Setting = { zone: string | undefined; now: number; certified: boolean }

/** What a rule has to say about its row. */
export type Notes = {
  warn: (message: string) => void
  refuseValue: (field: string, value: unknown, reason: string) => void
}

/** One column: under which names it comes, into which field of the draft it goes, and how its cells are read. */
export type Column<Draft> = {
  names: readonly string[] | RegExp
  required: boolean
  /** Only weighed, never stored: a cell that cannot be read costs nothing. */
  evidence: boolean
  /** A cell that cannot be read refuses its row: without this value the row would say something else. */
  strict: boolean
  /** A column in another unit than these is passed over, and so told among the ignored ones. */
  takesUnit: (unit: string) => boolean
  field: string
  take: (draft: Partial<Draft>, cell: unknown, context: CellContext) => ReturnType<CellReader<unknown>>
}

/**
 * How a kind of file becomes items. Rows become drafts by `columns`; `hold` applies the row's rules (a string refuses
 * the row); rows of one `keyOf` are brought together by `merge`; what `createClose` makes, once for each file, turns
 * them into items when all has been read. Without `keyOf`, each row is an item of its own and is given out at once.
 */
export type Mapping<Draft, Held, Item> = {
  kind: string
  /** Which of the options of a reading mean something to this kind of file. */
  options?: readonly ReadOption[]
  /** The kind itself says which detectors there are (by its columns): a name is no typing error of somebody's. */
  declaresDetectors?: boolean
  /** Recognised by its columns: one name of each group. */
  needs: readonly (readonly string[])[]
  /** A JSON object recognised by its first member. Its rows have the columns `key` and `value`. */
  needsMember?: (key: string, value: unknown) => boolean
  columns: readonly Column<Draft>[]
  hold: (draft: Partial<Draft>, notes: Notes, setting: Setting) => Held | string
  keyOf?: (held: Held) => string | number
  /** Brings `next` into `kept`: the fields that gained; null when several rows are the rule and not worth a word. */
  merge?: (kept: Held, next: Held, notes: Notes, line: number) => string[] | null
  createClose: () => (held: Held, notes: Notes, lineOf: (key: string | number) => number | undefined) => Item
}

type ColumnOptions = Partial<Pick<Column<unknown>, 'required' | 'evidence' | 'strict' | 'takesUnit'>>

/** Column makers for a draft: `single` for one column, `several` for a family of columns found by a pattern. */
export const columnsOf = <Draft>() => ({
  single: <Field extends keyof Draft & string>(
    field: Field,
    names: readonly string[],
    read: CellReader<Draft[Field]>,
    { required = false, evidence = false, strict = false, takesUnit = () => true }: ColumnOptions = {},
  ): Column<Draft> => ({
    names,
    field,
    required,
    evidence,
    strict,
    takesUnit,
    take: (draft, cell, context) => {
      const found = read(cell, context)
      if (found.state === 'value') draft[field] = found.value
      return found
    },
  }),
  /** The pattern's first group names the member of the family; `put` stores its value under that name. */
  several: <Value>(
    field: keyof Draft & string,
    names: RegExp,
    read: CellReader<Value>,
    put: (draft: Partial<Draft>, name: string, value: Value) => void,
  ): Column<Draft> => ({
    names,
    field,
    required: false,
    evidence: false,
    strict: false,
    takesUnit: () => true,
    take: (draft, cell, context) => {
      const found = read(cell, context)
      const member = names.exec(context.header.toLowerCase())?.[1]
      if (found.state === 'value' && member !== undefined) put(draft, member, found.value)
      return found
    },
  }),
})

/** A column's name without case, blanks, marks, a byte order mark, and the unit in brackets behind it. */
export const plainName = (name: string): string =>
  name
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '')
    .toLowerCase()
    .replaceAll(/[\s\uFEFF"_.#-]+/g, '')

/** The unit in the brackets behind a column's name. */
export const unitOf = (name: string): string => /[([]([^)\]]*)[)\]]/.exec(name)?.[1]?.trim() ?? ''
