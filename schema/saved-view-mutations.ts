import { actorOf, tokenNumberOf } from '../server/domain/access.ts'
import { fault, refused, type Outcome } from '../server/domain/fault.ts'
import { mostViews } from '../server/domain/saved-view.ts'
import { needs, type Builder, type Context } from './builder.ts'
import { keyOfGlobalId, numberKey, toGlobalId } from './node.ts'
import { whyNot } from './payload.ts'
import { searchReader } from './saved-view-search.ts'
import type { SavedViewRefs } from './saved-view.ts'
import { wantedOf } from './selection.ts'
import type { Shared } from './shared.ts'

const unknown = (id: string): Outcome<number> => refused(fault('INVALID_INPUT', ['id'], `"${id.slice(0, 80)}" is not the id of a saved view`))

/** Saving views, changing and deleting them. */
export const addSavedViewMutations = (builder: Builder, { payloads, zone }: Shared, { savedView, list }: SavedViewRefs): void => {
  const payload = builder.objectRef<Outcome<number>>('SavedViewPayload').implement({
    description: 'The view as it is now, or why nothing was changed.',
    fields: (t) => ({
      savedView: t.field({
        type: savedView, nullable: true, description: 'Null when it was refused.',
        resolve: async ({ value }, _args, { domain, principal }: Context, info) =>
          value === null ? null : ((await domain.savedViews.read.byKeys([value], wantedOf(info), { person: tokenNumberOf(principal) })).get(value) ?? null),
      }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const deleted = builder.objectRef<Outcome<number>>('DeleteSavedViewPayload').implement({
    description: 'Which view is gone, or why it is not.',
    fields: (t) => ({
      id: t.id({ nullable: true, description: 'Null when it was refused.', resolve: ({ value }) => (value === null ? null : toGlobalId('SavedView', value)) }),
      userErrors: t.field({ type: [payloads.userError], description: whyNot, resolve: ({ faults }) => [...faults] }),
    }),
  })
  const said = {
    id: 'Which view.',
    name: '1 to 80 characters.',
    search: 'The query string of the page: ?q=quality:bad&from=now-7d&to=now&columns=number,type. Its peek and view are left out.',
    isShared: 'Whether everybody is to see it: takes the right view:share. One that becomes private is of whoever made it so.',
    revision: 'The revision that the editor saw: if the view has changed since, nothing is done.',
  }
  const createInput = builder.inputType('CreateSavedViewInput', {
    description: 'A view that is to be saved.',
    fields: (t) => ({
      list: t.field({ type: list, required: true, description: 'Of which list.' }),
      name: t.string({ required: true, description: said.name }),
      search: t.string({ required: true, description: said.search }),
      isShared: t.boolean({ defaultValue: false, description: said.isShared }),
    }),
  })
  const updateInput = builder.inputType('UpdateSavedViewInput', {
    description: 'What is to change of a saved view. Left out, or null, stays as it is.',
    fields: (t) => ({
      id: t.id({ required: true, description: said.id }),
      name: t.string({ description: said.name }),
      search: t.string({ description: said.search }),
      isShared: t.boolean({ description: said.isShared }),
      revision: t.int({ description: said.revision }),
    }),
  })
  const deleteInput = builder.inputType('DeleteSavedViewInput', {
    description: 'A saved view that is to go.',
    fields: (t) => ({ id: t.id({ required: true, description: said.id }), revision: t.int({ description: said.revision }) }),
  })
  const readSearch = ({ domain }: Context) => searchReader({ now: domain.clock.now(), zone })
  const held = (id: string | number, act: (number: number) => Promise<Outcome<number>>): Promise<Outcome<number>> | Outcome<number> => {
    const key = keyOfGlobalId('SavedView', String(id), numberKey)
    return key === null ? unknown(String(id)) : act(Number(key))
  }
  builder.mutationFields((t) => ({
    createSavedView: t.field({
      type: payload, ...needs('view:write'), description: `A new view, private unless told; at most ${mostViews} of one person, and ${mostViews} shared.`,
      args: { input: t.arg({ type: createInput, required: true, description: 'The view.' }) },
      resolve: (_root, { input }, context) => context.domain.savedViews.create(input, readSearch(context), actorOf(context.principal)),
    }),
    updateSavedView: t.field({
      type: payload, ...needs('view:write'), description: 'Changes a view of one\'s own, or a shared one with the right view:share.',
      args: { input: t.arg({ type: updateInput, required: true, description: 'The view, and what is to change.' }) },
      resolve: (_root, { input: { id, ...input } }, context) =>
        held(id, (number) => context.domain.savedViews.update({ number, ...input }, readSearch(context), actorOf(context.principal))),
    }),
    deleteSavedView: t.field({
      type: deleted, ...needs('view:write'), description: 'Deletes a view of one\'s own, or a shared one with the right view:share.',
      args: { input: t.arg({ type: deleteInput, required: true, description: 'The view.' }) },
      resolve: (_root, { input: { id, revision } }, { domain, principal }) =>
        held(id, (number) => domain.savedViews.remove({ number, revision }, actorOf(principal))),
    }),
  }))
}
