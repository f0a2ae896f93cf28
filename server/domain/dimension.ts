import { inArray } from 'drizzle-orm'
import type { Database, Transaction } from '../../drizzle/database.ts'
import { detector, type Detector } from '../../drizzle/tables/detector.ts'
import { period, type Period } from '../../drizzle/tables/period.ts'
import { runType, type RunType } from '../../drizzle/tables/run-type.ts'
import { tag, type Tag } from '../../drizzle/tables/tag.ts'
import type { Entity } from '../events/outbox.ts'

/**
 * A small table held in memory: lists read ids and take the names from here, instead of joining it for each row.
 * Kept right by events; `reload` is also called when a row names an id that isn't known yet.
 */
export type Dimension<Item extends { id: number }> = {
  byId: (id: number) => Item | undefined
  byName: (name: string) => Item | undefined
  /** In the order of their names. */
  all: () => readonly Item[]
  reload: () => Promise<void>
}

const createDimension = <Item extends { id: number }>(
  read: () => Promise<Item[]>,
  nameOf: (item: Item) => string,
): Dimension<Item> => {
  let items: readonly Item[] = []
  let ids = new Map<number, Item>()
  let names = new Map<string, Item>()
  let reading: Promise<void> | undefined
  const readOnce = async () => {
    const found = await read()
    items = found.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    ids = new Map(items.map((item) => [item.id, item]))
    names = new Map(items.map((item) => [nameOf(item), item]))
  }
  return {
    byId: (id) => ids.get(id),
    byName: (name) => names.get(name),
    all: () => items,
    reload: async () => {
      // A reading under way may have begun before the change: wait for it, then share the next one.
      if (reading) await reading.catch(() => undefined)
      reading ??= readOnce().finally(() => (reading = undefined))
      await reading
    },
  }
}

export type Dimensions = {
  detectors: Dimension<Detector>
  runTypes: Dimension<RunType>
  periods: Dimension<Period>
  tags: Dimension<Tag>
  load: () => Promise<void>
  /** Reads again what an event of this entity may have changed. */
  reload: (entity: Entity) => Promise<void>
}

/** @param writer reads them; never of the pool that transactions take their connections from, as these wait for it */
export const createDimensions = async ({ writer }: Pick<Database, 'writer'>): Promise<Dimensions> => {
  const detectors = createDimension(() => writer.select().from(detector), (item) => item.name)
  const runTypes = createDimension(() => writer.select().from(runType), (item) => item.name)
  const periods = createDimension(() => writer.select().from(period), (item) => item.name)
  const tags = createDimension(() => writer.select().from(tag), (item) => item.text)
  const byEntity: Partial<Record<Entity, { reload: () => Promise<void> }>> = {
    DETECTOR: detectors, RUN_TYPE: runTypes, PERIOD: periods, TAG: tags,
  }
  const load = async () => {
    await Promise.all([detectors, runTypes, periods, tags].map((dimension) => dimension.reload()))
  }
  await load()
  return { detectors, runTypes, periods, tags, load, reload: async (entity) => byEntity[entity]?.reload() }
}

const grown = { RUN_TYPE: runType, PERIOD: period } as const

/** Names with their ids; a name that is new has a negative id until `settle` makes it. */
export type OpenList = {
  ids: ReadonlyMap<string, number>
  nameOf: (id: number) => string | undefined
  /** Makes the new names among `used` and gives the real id of each. */
  settle: (used: ReadonlySet<number>) => Promise<{ real: (id: number) => number; created: string[] }>
}

/**
 * Looks up run types or periods by name: both are open lists, grown by what sources report. Nothing is made before
 * `settle`, so that a refused item leaves no trace.
 */
export const openList = async (tx: Transaction, entity: keyof typeof grown, names: ReadonlySet<string>): Promise<OpenList> => {
  const table = grown[entity]
  const find = async (list: string[]) =>
    list.length === 0 ? [] : tx.select().from(table).where(inArray(table.name, list))
  const list = [...names].sort()
  const ids = new Map((await find(list)).map(({ id, name }) => [name, id]))
  const fresh = new Map<number, string>()
  for (const name of list) {
    if (ids.has(name)) continue
    ids.set(name, -1 - fresh.size)
    fresh.set(-1 - fresh.size, name)
  }
  const known = new Map([...ids].map(([name, id]) => [id, name]))
  return {
    ids,
    nameOf: (id) => known.get(id),
    settle: async (used) => {
      const created = [...fresh].filter(([id]) => used.has(id)).map(([, name]) => name)
      if (created.length === 0) return { real: (id) => id, created }
      await tx.insert(table).values(created.map((name) => ({ name }))).onConflictDoNothing()
      const made = new Map((await find(created)).map(({ id, name }) => [name, id]))
      return { real: (id) => made.get(fresh.get(id) ?? '') ?? id, created }
    },
  }
}

/** Tags by text, as the transaction sees them. */
export const findTags = async (tx: Transaction, texts: ReadonlySet<string>): Promise<Map<string, Tag>> =>
  texts.size === 0
    ? new Map()
    : new Map((await tx.select().from(tag).where(inArray(tag.text, [...texts]))).map((item) => [item.text, item]))

/** Makes tags that nobody made before. */
export const createTags = async (tx: Transaction, texts: readonly string[]): Promise<void> => {
  if (texts.length > 0) await tx.insert(tag).values(texts.toSorted().map((text) => ({ text }))).onConflictDoNothing()
}

/** What a tag's text may be, as in the table's constraint. */
export const isTagText = (text: string): boolean =>
  text.length >= 2 && text.length <= 20 && /^[\p{L}\p{N}_][\p{L}\p{N}_ ./+-]*[\p{L}\p{N}_+]$/u.test(text)

