import type { EnumRef, InputRef, InterfaceRef, ObjectRef } from '@pothos/core'
import type { GraphQLResolveInfo } from 'graphql'
import type { Builder, BuilderTypes, Context } from '../../schema/builder.ts'
import type { ConnectionValue, pageArguments } from '../../schema/connection.ts'
import type { Filters } from '../../schema/filter.ts'
import type { ChangeKind, LiveChange } from '../../schema/live.ts'
import type { Right } from '../../server/domain/access.ts'
import type { Fault, Outcome } from '../../server/domain/fault.ts'
import type { EnumFilter } from '../../server/domain/filter.ts'
import type { PageArguments } from '../../server/domain/page.ts'
import type { Wanted } from '../../server/domain/wanted.ts'

export type { ConnectionValue, Context, LiveChange, PageArguments, Right, Wanted }

/** Pothos, as the core uses it: scalars, nullability and context are the same. */
export type PluginBuilder = Builder

declare const isOf: unique symbol

/** A thing of the core: its key, and what only the core knows. Made by the core (`core.runOf` …), never by hand. */
export type CoreRow<Name extends string, Key> = Readonly<Key> & { readonly [isOf]: Name }

export type RunKey = { number: number }
export type FillKey = { number: number }
export type EnvironmentKey = { id: string }
export type InstrumentKey = { name: string }

/** A type of the core: to give as the type of a field, or to add nullable fields to with `builder.objectField`. */
export type CoreRef<Name extends string, Key> = ObjectRef<BuilderTypes, CoreRow<Name, Key>>

/** A type of the plugin. */
export type OwnRef<Row> = ObjectRef<BuilderTypes, Row>

/** Gives the thing of the core that a row names, read for all rows beside it in one statement. */
export type CoreRead<Name extends string, Key, KeyValue> = <Row extends object>(
  row: Row, context: Context, info: GraphQLResolveInfo, keyOf: (row: Row) => KeyValue | null,
) => Promise<CoreRow<Name, Key> | null>

/** What of the core's schema a plugin builds on. */
export type PluginCore = {
  run: CoreRef<'Run', RunKey>
  fill: CoreRef<'Fill', FillKey>
  environment: CoreRef<'Environment', EnvironmentKey>
  instrument: CoreRef<'Instrument', InstrumentKey>
  runOf: CoreRead<'Run', RunKey, number>
  fillOf: CoreRead<'Fill', FillKey, number>
  environmentOf: CoreRead<'Environment', EnvironmentKey, string>
  instrumentOf: CoreRead<'Instrument', InstrumentKey, string>

  /** Which right a field of Query, Mutation or Subscription takes; one that states none is refused: `...core.needs('read')`. */
  needs: (right: Right) => { extensions: { access: Right } }
  /**
   * Reads something for all rows of a list at once, the first time one of them is asked: the number of statements does
   * not grow with the rows. What differs by argument goes into `args`.
   */
  forAll: <Row extends object, Result>(
    row: Row, info: GraphQLResolveInfo, args: object, read: (rows: readonly Row[]) => Promise<Result>,
  ) => Promise<Result>
  /** The fields that are asked of this field's object, and of the nodes of a connection: what need be read. */
  wantedOf: (info: GraphQLResolveInfo) => Wanted
  wantedOfNodes: (info: GraphQLResolveInfo) => Wanted

  /** The interface of all that has a global id; `addNode` lets `node(id:)` find things of a type of the plugin. */
  node: InterfaceRef<BuilderTypes, object>
  addNode: <Row extends object>(
    type: string, node: { keyPattern: RegExp; read: (keys: string[], context: Context, wanted: Wanted) => Promise<Map<string, Row>> },
  ) => void
  globalId: (type: string, key: string | number) => string
  /** The key in a global id; null when it is the id of something else. */
  keyOf: (type: string, id: string, keyPattern: RegExp) => string | null

  /** A Relay connection over a type: `PumpReadingConnection` with edges, nodes, pageInfo, totalCount. */
  connection: <Row>(name: string, node: OwnRef<Row>) => OwnRef<ConnectionValue<Row>>
  /** `first`, `after`, `last`, `before`: `args: { …, ...core.pageArguments(t.arg) }`. */
  pageArguments: typeof pageArguments
  filters: Filters
  /** An enum and the input that compares it. Every value is described. */
  enumWithFilter: <const Value extends string>(
    name: string, values: Readonly<Record<Value, string>>, description: string,
  ) => { ref: EnumRef<BuilderTypes, Value>; filter: InputRef<EnumFilter<Value>> }
  /** The input `<name>Order { field direction }`. `usual` says in words how the list goes unless told. */
  orderInput: <const Field extends string>(
    name: string, fields: Readonly<Record<Field, string>>, usual: string,
  ) => InputRef<{ field: Field; direction: 'ASC' | 'DESC' }>

  /** The type `<name>Change { cursor kind id node }` of a subscription. */
  changeType: <Row>(name: string, node: OwnRef<Row>) => OwnRef<LiveChange<Row>>
  changeKind: ChangeKind
  /** The changes of the things of one type that `host.announce` told, from `after` on without a gap. */
  changes: <Row>(
    type: string,
    live: {
      context: Context
      after: string | null | undefined
      /** The rows of these keys, those that fit the filter. */
      read: (keys: string[]) => Promise<Map<string, Row>>
      /** The API names of the fields that the filter looks at: then DELETED tells what no longer fits. */
      filtered?: ReadonlySet<string> | null
    },
  ) => AsyncGenerator<LiveChange<Row>, void, void>

  /** The payload of a mutation: the thing under this name (null when it was refused), and `userErrors`. */
  payload: <Row>(name: string, field: string, type: OwnRef<Row>, description: string) => OwnRef<Outcome<Row>>
  userError: OwnRef<Fault>
}
