import { and, eq, isNull, ne, sql } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { savedView, type SavedView } from '../../drizzle/tables/saved-view.ts'
import { announce, type EventChange } from '../events/outbox.ts'
import { tokenNumberOf } from './access.ts'
import type { Actor } from './actor.ts'
import { recordChanges, type FieldChange } from './change.ts'
import type { Clock } from './clock.ts'
import { done, fault, refused, type Fault, type Outcome } from './fault.ts'
import type { SavedViewList } from './saved-view-read.ts'
import { isStorable } from './text.ts'
import type { Transact } from './transact.ts'

export type SavedViewInput = { list: SavedViewList; name: string; search: string; isShared?: boolean | null | undefined }

export type SavedViewUpdate = {
  number: number
  name?: string | null | undefined
  search?: string | null | undefined
  isShared?: boolean | null | undefined
  revision?: number | null | undefined
}

/** Reads a query string as the page of the list would: as it is to be kept, or what is wrong with it. */
export type ReadSearch = (list: SavedViewList, search: string) => Outcome<string>

/** So many may one person keep, and so many may be shared: what a menu can show. */
export const mostViews = 200

/** Any number that nothing else locks: who takes a place among somebody's views holds it with the owner's number. */
const lock = 7_302_462

const share = 'view:share'

const readName = (text: string): Outcome<string> => {
  const name = text.trim()
  const wrong = (message: string) => refused(fault('INVALID_INPUT', ['name'], message))
  if (name === '') return wrong('A view needs a name')
  if ([...name].length > 80) return wrong(`A name has at most 80 characters, not ${[...name].length}`)
  if (!isStorable(name) || /\p{Cc}/u.test(name)) return wrong('A name has no characters that cannot be printed')
  return done(name)
}

type Place = Pick<SavedView, 'list' | 'name' | 'ownerId'>

const ownedBy = (ownerId: number | null) => (ownerId === null ? isNull(savedView.ownerId) : eq(savedView.ownerId, ownerId))

/** What stands against a view in this place; `self` is the view that is to go there, and may be there already. */
const faultsOfPlace = async (tx: Transaction, { list, name, ownerId }: Place, self: SavedView | null): Promise<Fault[]> => {
  await tx.execute(sql`select pg_advisory_xact_lock(${lock}, ${ownerId ?? 0})`)
  const others = and(ownedBy(ownerId), ...(self ? [ne(savedView.id, self.id)] : []))
  const [taken] = await tx.select({ name: savedView.name }).from(savedView)
    .where(and(others, eq(savedView.list, list), sql`lower(${savedView.name}) = lower(${name})`))
  const whose = ownerId === null ? 'A shared view' : 'A view of yours'
  if (taken) return [fault('ALREADY_EXISTS', ['name'], `${whose} of this list is called “${taken.name}” already`)]
  if (self && self.ownerId === ownerId) return []
  const count = await tx.$count(savedView, others)
  const many = ownerId === null ? `There are ${count} shared views` : `You keep ${count} views`
  return count < mostViews ? [] : [fault('LIMIT_REACHED', [], `${many} already: delete one that nobody needs any more`)]
}

const notAllowed = (what: string) => fault('NOT_ALLOWED', [], `${what} takes the right ${share}`)

const isMoved = ({ name, revision, updatedBy }: SavedView, seen: number | null | undefined) =>
  seen != null && seen !== revision
    ? [fault('CONFLICT', ['revision'], `“${name}” has changed since: ${updatedBy} brought it to revision ${revision}, you saw ${seen}`)]
    : []

type By = { actor: Actor; at: Date }

/** Tells of shared views. Private ones are nobody's business: neither events nor histories know of them. */
const tell = async (tx: Transaction, number: number, change: EventChange, changes: readonly FieldChange[], by: By) => {
  const key = String(number)
  await recordChanges(tx, 'SAVED_VIEW', changes.map((one) => ({ ...one, key })), { ...by, reason: null })
  const kind = `savedView.${change.toLowerCase()}`
  await announce(tx, [{ kind, entity: 'SAVED_VIEW', key, change, fields: changes.map(({ field }) => field) }], by)
}

export type SavedViews = ReturnType<typeof createSavedViews>

/** The verbs of a saved view. Answers are its number. Private views belong to the token that their maker came with. */
export const createSavedViews = ({ transact, clock }: { transact: Transact; clock: Clock }) => {
  /** The view, when whoever asks may change it: of other people's private ones they learn nothing. */
  const hold = async (tx: Transaction, number: number, actor: Actor): Promise<Outcome<SavedView>> => {
    const none = () => refused(fault('NOT_FOUND', ['id'], 'There is no such view'))
    if (number >= 2 ** 31) return none()
    const [row] = await tx.select().from(savedView).where(eq(savedView.id, number)).for('update')
    if (!row || (row.ownerId !== null && row.ownerId !== tokenNumberOf(actor))) return none()
    return row.ownerId === null && !actor.rights.has(share) ? refused(notAllowed('To change a shared view')) : done(row)
  }
  const ownerOf = (isShared: boolean, actor: Actor): Outcome<number | null> => {
    if (isShared) return actor.rights.has(share) ? done(null) : refused(notAllowed('To share a view'))
    const person = tokenNumberOf(actor)
    return person === null ? refused(fault('NOT_ALLOWED', [], 'Private views are kept for people who signed in')) : done(person)
  }

  return {
    create: async ({ list, isShared, ...given }: SavedViewInput, readSearch: ReadSearch, actor: Actor): Promise<Outcome<number>> => {
      const [name, search, owner] = [readName(given.name), readSearch(list, given.search), ownerOf(isShared ?? false, actor)]
      const faults = [...name.faults, ...search.faults, ...owner.faults]
      if (name.value === null || search.value === null || faults.length > 0) return refused(...faults)
      const kept = { list, name: name.value, search: search.value, ownerId: owner.value }
      return transact(async (tx): Promise<Outcome<number>> => {
        const against = await faultsOfPlace(tx, kept, null)
        if (against.length > 0) return refused(...against)
        const by = { actor, at: new Date(clock.now()) }
        const [made] = await tx.insert(savedView)
          .values({ ...kept, createdAt: by.at, createdBy: actor.name, updatedAt: by.at, updatedBy: actor.name })
          .returning({ id: savedView.id })
        if (!made) throw new Error('a view was inserted but not returned')
        if (kept.ownerId === null) await tell(tx, made.id, 'CREATED', [], by)
        return done(made.id)
      })
    },

    /** Changes name, query string, or who sees it. What is left out, or null, stays. */
    update: async ({ number, revision, ...input }: SavedViewUpdate, readSearch: ReadSearch, actor: Actor): Promise<Outcome<number>> =>
      transact(async (tx): Promise<Outcome<number>> => {
        const held = await hold(tx, number, actor)
        if (held.value === null) return held
        const before = held.value
        const wasShared = before.ownerId === null
        const name = readName(input.name ?? before.name)
        const search = input.search == null ? done(before.search) : readSearch(before.list, input.search)
        const owner = input.isShared == null || input.isShared === wasShared ? done(before.ownerId) : ownerOf(input.isShared, actor)
        const faults = [...isMoved(before, revision), ...name.faults, ...search.faults, ...owner.faults]
        if (name.value === null || search.value === null || faults.length > 0) return refused(...faults)
        const next = { name: name.value, search: search.value, ownerId: owner.value }
        const isShared = next.ownerId === null
        const changes: FieldChange[] = [
          { field: 'name', before: before.name, after: next.name },
          { field: 'search', before: before.search, after: next.search },
          { field: 'isShared', before: wasShared, after: isShared },
        ].filter((change) => change.before !== change.after)
        if (changes.length === 0) return done(number)
        const against = await faultsOfPlace(tx, { list: before.list, ...next }, before)
        if (against.length > 0) return refused(...against)
        const by = { actor, at: new Date(clock.now()) }
        await tx.update(savedView)
          .set({ ...next, revision: before.revision + 1, updatedAt: by.at, updatedBy: actor.name })
          .where(eq(savedView.id, number))
        // What it was, or became, while it was private stays private.
        const shown = changes.filter(({ field }) => field === 'isShared' || (wasShared && isShared))
        if (wasShared || isShared) await tell(tx, number, wasShared && isShared ? 'UPDATED' : isShared ? 'CREATED' : 'DELETED', shown, by)
        return done(number)
      }),

    remove: async ({ number, revision }: Pick<SavedViewUpdate, 'number' | 'revision'>, actor: Actor): Promise<Outcome<number>> =>
      transact(async (tx): Promise<Outcome<number>> => {
        const held = await hold(tx, number, actor)
        if (held.value === null) return held
        const moved = isMoved(held.value, revision)
        if (moved.length > 0) return refused(...moved)
        const { name, search, ownerId } = held.value
        await tx.delete(savedView).where(eq(savedView.id, number))
        const changes = [{ field: 'name', before: name, after: null }, { field: 'search', before: search, after: null }]
        if (ownerId === null) await tell(tx, number, 'DELETED', changes, { actor, at: new Date(clock.now()) })
        return done(number)
      }),
  }
}
