import type { Reader } from '../../drizzle/database.ts'
import { savedViewList } from '../../drizzle/tables/saved-view.ts'
import { all, whereEnum, whereText, type EnumFilter, type TextFilter } from './filter.ts'
import { createList } from './list.ts'
import { rowMaker, together, type Sibling } from './row.ts'

export const savedViewLists = savedViewList.enumValues
export type SavedViewList = (typeof savedViewLists)[number]

/** A saved view as it was read. */
export type SavedViewRow = {
  number: number
  list: SavedViewList
  name: string
  search: string
  isShared: boolean
  revision: number
  createdAt: string
  createdBy: string
  updatedAt: string
  updatedBy: string
  /** What it is ordered by. */
  sortName: string
}

const columns = {
  number: 'v.id', list: 'v.list', name: 'v.name', search: 'v.search', isShared: 'v.owner_id is null', revision: 'v.revision',
  createdAt: 'v.created_at', createdBy: 'v.created_by', updatedAt: 'v.updated_at', updatedBy: 'v.updated_by', sortName: 'lower(v.name)',
} as const satisfies Record<keyof SavedViewRow, string>

const make = rowMaker<SavedViewRow>(Object.keys(columns))
const plan = {
  select: Object.values(columns).join(', '),
  joins: '',
  toRows: (values: readonly unknown[][]) => together(values.map(make)),
}

export type SavedViewFilter = {
  list?: EnumFilter<SavedViewList> | null | undefined
  name?: TextFilter | null | undefined
  isShared?: boolean | null | undefined
}

/** `person`: the number of the token that somebody came with. Nobody sees private views of others; null sees the shared ones. */
export type SeenViews = SavedViewFilter & { person: number | null }

export type SavedViewReads = ReturnType<typeof createSavedViewReads>

/** How saved views are read: by name. Without a person, shared ones only. */
export const createSavedViewReads = ({ reader }: { reader: Reader }) =>
  createList<Sibling<SavedViewRow>, keyof SavedViewRow, SeenViews, 'NAME'>({
    reader,
    name: 'saved views',
    from: 'saved_view v',
    key: { sql: 'v.id', type: 'int', of: (row) => row.number },
    orders: { NAME: { column: 'sortName', sql: 'lower(v.name)', type: 'text' } },
    usualOrder: { field: 'NAME', descending: false },
    where: (filter, parameters) => {
      const isOwn = filter?.person == null ? null : `v.owner_id = ${parameters.put(filter.person)}::int`
      return all([
        isOwn === null ? 'v.owner_id is null' : `(v.owner_id is null or ${isOwn})`,
        filter?.isShared == null ? null : `v.owner_id is ${filter.isShared ? '' : 'not '}null`,
        whereEnum('v.list', 'saved_view_list', filter?.list, parameters),
        whereText('v.name', filter?.name, parameters),
      ])
    },
    plan: () => plan,
  })
