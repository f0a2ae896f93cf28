import type { PluginBuilder } from '../../api/index.ts'
import type { BrewerState, EventRow, FileRow } from '../answers.ts'

/** The types that name each other, before they are told. */
export const createRefs = (builder: PluginBuilder) => ({
  event: builder.objectRef<EventRow>('BrewerEvent'),
  file: builder.objectRef<FileRow>('BrewerFile'),
  brewer: builder.objectRef<BrewerState>('BrewerState'),
})

export type Refs = ReturnType<typeof createRefs>
