import { eq } from 'drizzle-orm'
import type { Transaction } from '../../drizzle/database.ts'
import { instrument, type Instrument } from '../../drizzle/tables/instrument.ts'
import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import { fault, refused, type Fault, type Outcome } from './fault.ts'
import { checkInstrument, checkLengths, type ArchiveInput, type ChannelUpdate, type InstrumentInput, type InstrumentUpdate, type StatusReport } from './instrument-input.ts'
import { unknownInstruments } from './instrument-name.ts'
import { tellSilence } from './instrument-silence.ts'
import { archive, create, edit, editChannel, lockChannel, reportStatus, touch } from './instrument-write.ts'
import { hear, type HeardInput } from './measurement-news.ts'
import { checkTexts } from './text.ts'
import type { Transact } from './transact.ts'

export type Instruments = ReturnType<typeof createInstruments>

/** The verbs of an instrument. Answers are its name. */
export const createInstruments = ({ transact, clock }: { transact: Transact; clock: Clock }) => {
  /** Work on an instrument that nobody else changes meanwhile. */
  const change = (name: string, faults: readonly Fault[], work: (tx: Transaction, row: Instrument, now: number) => Promise<Outcome<string>>, first?: (tx: Transaction) => Promise<void>): Promise<Outcome<string>> | Outcome<string> =>
    faults.length > 0 ? refused(...faults) : transact(async (tx) => {
      await first?.(tx)
      const [row] = await tx.select().from(instrument).where(eq(instrument.name, name)).for('no key update')
      return row ? work(tx, row, clock.now()) : refused(fault('NOT_FOUND', ['name'], (await unknownInstruments(tx, [name])).get(name)!))
    })

  return {
    create: async (input: InstrumentInput, actor: Actor): Promise<Outcome<string>> => {
      const faults = checkInstrument(input)
      return faults.length > 0 ? refused(...faults) : transact((tx) => create(tx, input, { actor, now: clock.now() }))
    },

    /** Changes what is said of it. Its name is its key and stays. */
    update: async (input: InstrumentUpdate, actor: Actor) =>
      change(input.name, checkInstrument(input), (tx, row, now) => edit(tx, row, input, { actor, now })),

    /** Changes what is said of one of its channels. */
    updateChannel: async (input: ChannelUpdate, actor: Actor) =>
      change(input.name, [...checkTexts(input), ...checkLengths(input)], (tx, row, now) => editChannel(tx, row, input, { actor, now }), (tx) => lockChannel(tx, input)),

    /** Its status as it or somebody says it is. The same again changes nothing; an older report only completes the history. */
    reportStatus: async (input: StatusReport, actor: Actor) =>
      change(input.name, [...checkTexts(input), ...checkLengths(input)], (tx, row, now) => reportStatus(tx, row, input, { actor, now })),

    /** Puts it away: it is watched no more, its data are kept. Or takes it back. */
    archive: async (input: ArchiveInput, actor: Actor) =>
      change(input.name, [...checkTexts(input), ...checkLengths(input)], (tx, row, now) => archive(tx, row, input, { actor, now })),

    /** Data of them came, which are kept elsewhere: by plugins that have tables of their own. Their time moves on, never back. */
    heard: (news: readonly HeardInput[], actor: Actor): Promise<Outcome<string[]>> => transact((tx) => hear(tx, news, { actor, now: clock.now() })),

    /** Tells that fields which plugins added are others by now. Names that no instrument has are passed over. */
    touched: async (names: readonly string[], fields: readonly string[], actor: Actor): Promise<void> =>
      names.length === 0 ? undefined : transact((tx) => touch(tx, { names, fields }, { actor, now: clock.now() })),

    /** Tells of those that have fallen silent, once over all servers; gives how many. */
    tellSilence: () => transact((tx) => tellSilence(tx, { now: clock.now() })),
  }
}
