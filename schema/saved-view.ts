import { tokenNumberOf } from '../server/domain/access.ts'
import { savedViewLists, type SavedViewFilter, type SavedViewRow } from '../server/domain/saved-view-read.ts'
import type { Sibling } from '../server/domain/row.ts'
import { nothing } from '../server/domain/wanted.ts'
import { needs, type Builder } from './builder.ts'
import { changesOf, type ChangeRefs } from './change.ts'
import { connectionOf, pageArguments, pageOf } from './connection.ts'
import { enumWithFilter } from './filter.ts'
import { liveChangeOf, liveChanges } from './live.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import { wantedOfNodes } from './selection.ts'
import type { Shared } from './shared.ts'

const idOf = (number: number | string) => toGlobalId('SavedView', number)

/** Saved views of lists: everybody sees the shared ones, and each their own. */
export const addSavedView = (builder: Builder, { node, nodeTypes, pageInfo, filters, changeKind, sharedReads }: Shared, { changeConnection }: ChangeRefs) => {
  const list = enumWithFilter(builder, 'SavedViewList', savedViewLists, 'Of which list a view is.', {
    RUNS: 'The runs.', FILLS: 'The fills.', ENVIRONMENTS: 'The environments.', INSTRUMENTS: 'The instruments.',
  })
  const savedView = builder.objectRef<Sibling<SavedViewRow>>('SavedView').implement({
    description: 'A list as somebody looks at it, under a name: which rows, in which order, with which columns.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ number }) => idOf(number) }),
      number: t.exposeInt('number', { description: 'As events and addresses call it: /runs?view=12.' }),
      list: t.field({ type: list.ref, description: 'Of which list.', resolve: (view) => view.list }),
      name: t.exposeString('name', { description: 'What people call it; a name stands once among the shared views of a list, and once among somebody\'s own.' }),
      search: t.exposeString('search', { description: 'The query string of the page: ?q=quality:bad&from=now-7d&to=now&columns=number,type.' }),
      isShared: t.exposeBoolean('isShared', { description: 'Whether everybody sees it; else nobody but its owner.' }),
      revision: t.exposeInt('revision', { description: 'Grows with every change.' }),
      createdAt: t.field({ type: 'DateTime', description: 'When it was saved.', resolve: ({ createdAt }) => createdAt }),
      createdBy: t.exposeString('createdBy', { description: 'Who saved it.' }),
      updatedAt: t.field({ type: 'DateTime', description: 'When it last changed.', resolve: ({ updatedAt }) => updatedAt }),
      updatedBy: t.exposeString('updatedBy', { description: 'Who changed it last.' }),
      changes: t.field({
        type: changeConnection, description: 'Its history of edits, newest first; only of those while it was shared.', args: pageArguments(t.arg),
        resolve: (view, args, { domain }, info) => changesOf(view, args, info, domain.savedViews.changes, ({ number }) => String(number)),
      }),
    }),
  })
  nodeTypes.set('SavedView', {
    keyPattern: numberKey,
    read: async (keys, { domain, principal }, wanted) => {
      const rows = await domain.savedViews.read.byKeys(toNumbers(keys), wanted, { person: tokenNumberOf(principal) })
      return new Map([...rows].map(([number, row]) => [String(number), row]))
    },
  })
  const filter = builder.inputRef<SavedViewFilter>('SavedViewFilter')
  filter.implement({
    description: 'Which saved views. All that is given must hold.',
    fields: (t) => ({
      list: t.field({ type: list.filter, description: 'Of which list.' }),
      name: t.field({ type: filters.string, description: 'What it is called.' }),
      isShared: t.boolean({ description: 'Whether everybody sees it.' }),
    }),
  })
  const connection = connectionOf<Sibling<SavedViewRow>>(builder, pageInfo, 'SavedView', savedView as never)
  builder.queryField('savedViews', (t) =>
    t.field({
      type: connection, ...needs('read'), description: 'Saved views by name: the shared ones, and the caller\'s own.',
      args: { filter: t.arg({ type: filter, description: 'Only these.' }), ...pageArguments(t.arg) },
      resolve: async (_root, args, { domain: { savedViews }, principal }, info) => {
        const seen = { ...args.filter, person: tokenNumberOf(principal) }
        return { page: await savedViews.read.page({ filter: seen, page: pageOf(args), wanted: wantedOfNodes(info) }), count: () => savedViews.read.count(seen) }
      },
    }),
  )
  const change = liveChangeOf<Sibling<SavedViewRow>>(builder, changeKind, 'SavedView', savedView as never)
  builder.subscriptionField('savedViewChanged', (t) =>
    t.field({
      type: change, ...needs('read'), description: 'Shared views as they are saved, changed and deleted; one that becomes private is DELETED. Private ones are not told of, not even to their owner.',
      args: { after: t.arg.string({ description: 'The last cursor that was seen.' }) },
      subscribe: (_root, { after }, { domain, signal }) =>
        liveChanges<Sibling<SavedViewRow>>({
          hub: domain.hub, signal, entity: 'SAVED_VIEW', after, filtered: null, idOf,
          read: async (keys, batch) => {
            const rows = await sharedReads(`saved view ${batch}`, () => domain.savedViews.read.byKeys(toNumbers(keys), nothing, { person: null }))
            return (key) => rows.get(Number(key))
          },
        }),
      resolve: (one) => one,
    }),
  )
  return { savedView, list: list.ref }
}

export type SavedViewRefs = ReturnType<typeof addSavedView>
