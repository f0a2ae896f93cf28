import type { InputFieldMap, ObjectRef } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import type { ListOrder, ListRequest, Owned } from '../server/domain/list.ts'
import type { Page, PageArguments } from '../server/domain/page.ts'
import { forAll, type Sibling } from '../server/domain/row.ts'
import type { Builder } from './builder.ts'
import { withArticle } from './filter.ts'
import { placeOf, wantedOfNodes } from './selection.ts'

/** One page of a list; how many there are in all is counted only when asked. */
export type ConnectionValue<Row> = { page: Page<Row>; count: () => Promise<number> }

type Edge<Row> = { row: Row; cursor: string }

export const pageInfoRef = (builder: Builder) =>
  builder.objectRef<Page<unknown>>('PageInfo').implement({
    description: 'Where a page lies in its list.',
    fields: (t) => ({
      hasNextPage: t.boolean({ description: 'Whether more follows (exact when paging forwards).', resolve: (page) => page.hasNextPage }),
      hasPreviousPage: t.boolean({ description: 'Whether something lies before (exact when paging backwards).', resolve: (page) => page.hasPreviousPage }),
      startCursor: t.string({ nullable: true, description: 'Of the first on the page; null on an empty page.', resolve: ({ rows, cursorOf }) => (rows.length > 0 ? cursorOf(rows[0]) : null) }),
      endCursor: t.string({ nullable: true, description: 'Of the last on the page: `after` for the next one; null on an empty page.', resolve: ({ rows, cursorOf }) => (rows.length > 0 ? cursorOf(rows.at(-1)) : null) }),
    }),
  })

export type PageInfoRef = ReturnType<typeof pageInfoRef>

/** The connection of a node type: edges, the nodes beside them, page info and the total. */
export const connectionOf = <Row>(builder: Builder, pageInfo: PageInfoRef, name: string, node: ObjectRef<never, Row>) => {
  const plural = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  const edge = builder.objectRef<Edge<Row>>(`${name}Edge`).implement({
    description: `${withArticle(plural).replace('a', 'A')} with its place in the list.`,
    fields: (t) => ({
      cursor: t.string({ description: 'Give it to `after` or `before`.', resolve: (value) => value.cursor }),
      node: t.field({ type: node as never, description: 'The thing itself.', resolve: (value) => value.row as never }),
    }),
  })
  return builder.objectRef<ConnectionValue<Row>>(`${name}Connection`).implement({
    description: `A page of a list of ${plural} values.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge], description: 'The page, with cursors.',
        resolve: ({ page }) => page.rows.map((row) => ({ row, cursor: page.cursorOf(row) })),
      }),
      nodes: t.field({ type: [node as never], description: 'The page, without cursors.', resolve: ({ page }) => page.rows as never[] }),
      pageInfo: t.field({ type: pageInfo, description: 'Where this page lies in the list.', resolve: ({ page }) => page as Page<unknown> }),
      totalCount: t.int({ description: 'How many there are on all pages; counted only when asked for.', resolve: ({ count }) => count() }),
    }),
  })
}

type ArgumentBuilder = Parameters<Parameters<Builder['queryField']>[1]>[0]['arg']

/** Relay's arguments, both ways. */
export const pageArguments = (arg: ArgumentBuilder) =>
  ({
    first: arg.int({ description: 'How many from the start, at most 1000 (50 unless told).' }),
    after: arg.string({ description: 'Only what follows this cursor.' }),
    last: arg.int({ description: 'How many from the end, at most 1000.' }),
    before: arg.string({ description: 'Only what comes before this cursor.' }),
  }) satisfies InputFieldMap

/** What the API calls an order, in the domain's terms. */
export const orderOf = <Field extends string>(order: { field: Field; direction: string } | null | undefined): ListOrder<Field> | null =>
  order ? { field: order.field, descending: order.direction === 'DESC' } : null

type ListReads<Row, Filter, Field extends string> = {
  pagesOf: (owned: Owned, owners: readonly (number | string)[], request: ListRequest<Filter, Field>) => Promise<(owner: number | string) => Page<Row>>
  countsOf: (owned: Owned, owners: readonly (number | string)[], filter: Filter | null | undefined) => Promise<(owner: number | string) => number>
}

/** The list that an owner has (the runs of a fill): read for all of the owner's siblings at once. */
export const listOf = async <Owner extends object, Row, Asked, Filter, Field extends string>(
  owner: Sibling<Owner>,
  args: PageArguments & { filter?: Asked | null | undefined; orderBy?: { field: Field; direction: string } | null | undefined },
  info: GraphQLResolveInfo,
  { reads, filterOf, owned, keyOf }: { reads: ListReads<Row, Filter, Field>; filterOf: (asked: Asked | null | undefined) => Filter | null; owned: Owned; keyOf: (owner: Owner) => number | string },
): Promise<ConnectionValue<Row>> => {
  const place = placeOf(info, args)
  const filter = filterOf(args.filter)
  const request = { filter, order: orderOf(args.orderBy), page: pageOf(args), wanted: wantedOfNodes(info) }
  const pages = await forAll(owner, place, (owners) => reads.pagesOf(owned, owners.map(keyOf), request))
  return {
    page: pages(keyOf(owner)),
    count: async () => (await forAll(owner, `count ${place}`, (owners) => reads.countsOf(owned, owners.map(keyOf), filter)))(keyOf(owner)),
  }
}

export const pageOf = ({ first, after, last, before }: PageArguments): PageArguments => ({ first, after, last, before } as PageArguments)
