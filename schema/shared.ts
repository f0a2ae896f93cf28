import type { Builder } from './builder.ts'
import { pageInfoRef } from './connection.ts'
import { addDirection, addFilters } from './filter.ts'
import { addChangeKind, createSharedReads } from './live.ts'
import { nodeRef, type NodeTypes } from './node.ts'
import { addPayloads } from './payload.ts'

/** What the nouns of the schema have in common: made once per builder and handed to each. */
export const addShared = (builder: Builder) => ({
  node: nodeRef(builder),
  nodeTypes: new Map() as NodeTypes,
  pageInfo: pageInfoRef(builder),
  filters: addFilters(builder),
  direction: addDirection(builder),
  changeKind: addChangeKind(builder),
  payloads: addPayloads(builder),
  sharedReads: createSharedReads(),
})

export type Shared = ReturnType<typeof addShared>
