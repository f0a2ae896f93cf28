import type { ObjectRef } from '@pothos/core'
import type { Builder } from '../../schema/builder.ts'
import type { Shared } from '../../schema/shared.ts'

/** Pothos, as the core uses it: scalars, nullability and context are the same. */
export type PluginBuilder = Builder

/** A row of the core as a plugin's field is given it: which one, and its siblings (core.forAll reads for all at once). */
export type CoreRow<Key> = Key

/** What of the core's schema a plugin builds on. */
export type PluginCore = {
  /** Types of the core: `builder.objectField(core.run, 'pump', …)` adds a nullable field to one. */
  run: ObjectRef<never, { number: number }>
  fill: ObjectRef<never, { number: number }>
  environment: ObjectRef<never, { id: string }>
  instrument: ObjectRef<never, { name: string }>
  shared: Pick<Shared, 'node' | 'pageInfo' | 'filters' | 'direction' | 'changeKind'>
}

