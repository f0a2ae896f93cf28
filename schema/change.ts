import type { GraphQLResolveInfo } from 'graphql'
import { may } from '../server/domain/access.ts'
import type { ChangeReads, ChangeRow } from '../server/domain/change-read.ts'
import type { PageArguments } from '../server/domain/page.ts'
import type { Sibling } from '../server/domain/row.ts'
import type { Builder } from './builder.ts'
import { connectionOf, listOf, type ConnectionValue } from './connection.ts'
import { globalId, numberKey, toGlobalId, toNumbers } from './node.ts'
import type { Shared } from './shared.ts'

const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** The history of edits. */
export const addChanges = (builder: Builder, { node, pageInfo, nodeTypes }: Shared) => {
  const change = builder.objectRef<ChangeRow>('Change').implement({
    description: 'One field that somebody changed.',
    interfaces: [node],
    fields: (t) => ({
      id: t.id({ description: globalId, resolve: ({ id }) => toGlobalId('Change', id) }),
      field: t.exposeString('field', { description: 'As the API calls it; `detectors.ITS.quality` for one of a set.' }),
      before: t.field({ type: 'JSON', nullable: true, description: 'What it was; null when there was nothing.', resolve: ({ before }) => json(before) }),
      after: t.field({ type: 'JSON', nullable: true, description: 'What it became; null when it was cleared.', resolve: ({ after }) => json(after) }),
      reason: t.exposeString('reason', { nullable: true, description: 'Why.' }),
      actor: t.exposeString('actor', { description: 'Who.' }),
      at: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
    }),
  })
  nodeTypes.set('Change', {
    keyPattern: numberKey,
    read: async (keys, { domain, principal }, wanted) => {
      const histories = [domain.runs.changes, domain.fills.changes, domain.instruments.changes, domain.savedViews.changes]
      // Nobody else sees that there are tokens.
      if (may(principal, 'token:manage')) histories.push(domain.tokens.changes)
      const found = await Promise.all(histories.map((reads) => reads.byKeys(toNumbers(keys), wanted)))
      return new Map(found.flatMap((rows) => [...rows]).map(([key, row]) => [String(key), row]))
    },
  })
  return { change, changeConnection: connectionOf<ChangeRow>(builder, pageInfo, 'Change', change as never) }
}

export type ChangeRefs = ReturnType<typeof addChanges>

const owned = { sql: 'c.key', type: 'text' } as const

/** A page of the changes of each sibling, read for all of them at once. */
export const changesOf = <Row extends object>(
  row: Sibling<Row>, args: PageArguments, info: GraphQLResolveInfo, reads: ChangeReads, keyOf: (row: Row) => string,
): Promise<ConnectionValue<ChangeRow>> => listOf(row, args, info, { reads, filterOf: () => null, owned, keyOf })
