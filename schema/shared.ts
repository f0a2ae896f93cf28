import type { Domain } from '../server/domain/domain.ts'
import type { Builder } from './builder.ts'
import { pageInfoRef } from './connection.ts'
import { addDirection, addFilters } from './filter.ts'
import { addChangeKind, createSharedReads } from './live.ts'
import { nodeRef, type NodeTypes } from './node.ts'
import { addPayloads } from './payload.ts'
import type { List } from './language/index.ts'
import { readQueries, type Asked } from './query.ts'

/** What the nouns of the schema have in common: made once per builder and handed to each. */
export const addShared = (builder: Builder, experimentZone: string) => ({
  node: nodeRef(builder),
  nodeTypes: new Map() as NodeTypes,
  pageInfo: pageInfoRef(builder),
  filters: addFilters(builder),
  direction: addDirection(builder),
  changeKind: addChangeKind(builder),
  payloads: addPayloads(builder),
  sharedReads: createSharedReads(),
  /** The zone of the experiment, in which times without an offset are read. */
  zone: experimentZone,
  /** What a caller asked for as the domain takes it: words are read by the domain's clock, in the experiment's zone. */
  filterOf: <Filter extends object>(list: List, asked: Asked<Filter> | null | undefined, { clock }: Pick<Domain, 'clock'>): Filter | null =>
    readQueries<Filter>(list, asked, { now: clock.now(), zone: experimentZone }),
})

export type Shared = ReturnType<typeof addShared>
