import { shown, type CellContext } from './cell.ts'
import type { Entry, RefusedValue, Remarks } from './item.ts'
import { plainName, unitOf, type Column, type Mapping, type Notes, type ReadOption, type Setting } from './mapping.ts'

/** A mapping put to work on one file. */
export type Binding<Item> = {
  kind: string
  options: readonly ReadOption[]
  declaresDetectors: boolean
  /** How many items are held back until all has been read; undefined where each is given out at once. */
  held: () => number | undefined
  /** Names of the columns that nobody reads, as far as they have been seen. */
  ignored: () => string[]
  addCells: (line: number, cells: readonly unknown[]) => Entry<Item> | null
  addRecord: (line: number, record: Readonly<Record<string, unknown>>) => Entry<Item> | null
  /** What was held back until all had been read. */
  finish: () => Iterable<Entry<Item>>
}

/** A mapping whose own types nobody outside needs to know. */
export type AnyMapping<Item> = {
  kind: string
  needs: readonly (readonly string[])[]
  needsMember?: (key: string, value: unknown) => boolean
  bind: (header: readonly string[], setting: Setting) => Binding<Item>
}

/** More numbers than this in one file would no longer fit in memory with their records. */
const mostKeys = 1_000_000

type Slot<Draft> = { column: Column<Draft>; context: CellContext }
type Kept<Held> = { line: number; held: Held } & Remarks

export const defineMapping = <Draft, Held, Item>(mapping: Mapping<Draft, Held, Item>): AnyMapping<Item> => ({
  kind: mapping.kind,
  needs: mapping.needs,
  ...(mapping.needsMember && { needsMember: mapping.needsMember }),
  bind: (header, setting) => bind(mapping, header, setting),
})

const bind = <Draft, Held, Item>(
  mapping: Mapping<Draft, Held, Item>,
  header: readonly string[],
  setting: Setting,
): Binding<Item> => {
  const taken = new Set<Column<Draft>>()
  const ignored = new Set<string>()
  const slotOf = (name: string): Slot<Draft> | null => {
    const plain = plainName(name)
    const lower = name.trim().toLowerCase()
    const unit = unitOf(name)
    const column = mapping.columns.find(
      ({ names, takesUnit }) =>
        (names instanceof RegExp ? names.test(lower) : names.some((each) => plainName(each) === plain)) &&
        takesUnit(unit),
    )
    // A second column of the same name would silently win over the first.
    if (!column || (taken.has(column) && !(column.names instanceof RegExp))) {
      if (plain) ignored.add(name.trim())
      return null
    }
    taken.add(column)
    return { column, context: { header: name.trim(), unit, zone: setting.zone, now: setting.now } }
  }
  const slots = header.map(slotOf)
  const slotByName = new Map(header.map((name, index) => [name, slots[index] ?? null]))
  const lastRead = slots.findLastIndex((slot) => slot !== null)

  const held = new Map<string | number, Kept<Held>>()
  const close = mapping.createClose()
  const lineOf = (key: string | number) => held.get(key)?.line

  const remarks = (): Remarks & Notes => {
    const [warnings, refusedValues]: [string[], RefusedValue[]] = [[], []]
    return {
      warnings,
      refusedValues,
      warn: (message) => warnings.push(message),
      refuseValue: (field, value, reason) => refusedValues.push({ field, value: shown(value), reason }),
    }
  }

  /** Reads one cell into the draft; gives the reason when the row cannot do without it. */
  const take = (
    draft: Partial<Draft>,
    { column, context }: Slot<Draft>,
    cell: unknown,
    notes: Notes,
  ): string | null => {
    const found = column.take(draft, cell, context)
    if (found.state === 'value') {
      for (const part of found.refused ?? []) notes.refuseValue(column.field, part.value, part.reason)
      if (found.warning) notes.warn(`${context.header}: ${found.warning}`)
    } else if (column.required || (column.strict && found.state === 'fault')) {
      return `${context.header}: ${found.state === 'fault' ? found.reason : 'it is empty'}`
    } else if (found.state === 'fault' && !column.evidence) {
      notes.refuseValue(column.field, cell, found.reason)
    }
    return null
  }

  const settle = (line: number, draft: Partial<Draft>, said: Remarks & Notes): Entry<Item> | null => {
    const next = mapping.hold(draft, said, setting)
    if (typeof next === 'string') return { kind: 'refused', line, reason: next }
    const { warnings, refusedValues } = said
    if (!mapping.keyOf) {
      const item = close(next, said, lineOf)
      return { kind: 'item', line, item, warnings, refusedValues }
    }
    const key = mapping.keyOf(next)
    const kept = held.get(key)
    if (!kept) {
      if (held.size >= mostKeys)
        return { kind: 'refused', line, reason: `More than ${mostKeys} numbers in one file: split it` }
      held.set(key, { line, held: next, warnings, refusedValues })
      return null
    }
    const added = mapping.merge?.(kept.held, next, said, kept.line) ?? null
    if (added === null && warnings.length + refusedValues.length === 0) return null
    return { kind: 'merged', line, into: kept.line, added: added ?? [], warnings, refusedValues }
  }

  return {
    kind: mapping.kind,
    options: mapping.options ?? [],
    declaresDetectors: mapping.declaresDetectors ?? false,
    held: () => (mapping.keyOf ? held.size : undefined),
    ignored: () => [...ignored],
    addCells: (line, cells) => {
      if (cells.length <= lastRead) {
        const reason = `The row ends after ${cells.length} of ${header.length} columns: it is cut off`
        return { kind: 'refused', line, reason }
      }
      const said = remarks()
      const draft: Partial<Draft> = {}
      for (let index = 0; index <= lastRead; index++) {
        const slot = slots[index]
        const reason = slot ? take(draft, slot, cells[index], said) : null
        if (reason !== null) return { kind: 'refused', line, reason }
      }
      const extra = cells.slice(header.length).filter((cell) => cell !== '')
      if (extra.length > 0) said.warn(`More cells than the header has columns: ${shown(extra.join(' '))}`)
      return settle(line, draft, said)
    },
    addRecord: (line, record) => {
      const said = remarks()
      const draft: Partial<Draft> = {}
      const seen = new Set<Column<Draft>>()
      for (const name of Object.keys(record)) {
        let slot = slotByName.get(name)
        // Names that the first record lacked; not without bound, lest a file of odd names fill the memory.
        if (slot === undefined && slotByName.size < 10_000) slotByName.set(name, (slot = slotOf(name)))
        if (!slot) continue
        seen.add(slot.column)
        const reason = take(draft, slot, record[name], said)
        if (reason !== null) return { kind: 'refused', line, reason }
      }
      const missing = mapping.columns.find((column) => column.required && !seen.has(column))
      if (missing) return { kind: 'refused', line, reason: `${missing.field}: it is missing` }
      return settle(line, draft, said)
    },
    *finish() {
      for (const record of held.values()) {
        const said = remarks()
        const item = close(record.held, said, lineOf)
        record.warnings.push(...said.warnings)
        record.refusedValues.push(...said.refusedValues)
        yield { kind: 'item', line: record.line, item, warnings: record.warnings, refusedValues: record.refusedValues }
      }
    },
  }
}
