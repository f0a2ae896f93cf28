import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import type { Actor, Host } from '../api/index.ts'
import { done, fault, refused, textArray, type Fault, type Outcome } from '../api/list.ts'
import type { BrewerAnswers, MuteInput, MuteRow, ScheduleInput, ScheduleRow } from './answers.ts'
import { codeOf } from './codes/code-table.ts'
import { holdLimits } from './store-file.ts'
import { instrumentFaults, reasonFaults } from './store-limits.ts'
import { expectedSchedule, file, mute } from './tables.ts'

/** By the host's clock, as it was written. */
const inForce = 'm.ended_at is null and m.until > $1::timestamptz'
const columns = `m.id::int as id, m.instrument, m.code, m.reason, m.at, m.until, m.actor, m.ended_at as "endedAt", m.ended_by as "endedBy", ${inForce} as "isActive"`

/** Longer than this nobody remembers why. */
const longestMs = 366 * 24 * 3_600_000

const longestName = 64

type Parts = Pick<Host<unknown>, 'db' | 'clock'> & {
  /** Judges again what is to be, and tells: of these Brewers. */
  changed: (instruments: readonly string[]) => Promise<void>
}

/** Mutes of codes, and schedules that are expected. */
export const createMutes = ({ db, clock, changed }: Parts) => {
  const { reader } = db
  const moment = () => new Date(clock.now()).toISOString()

  const checkMute = ({ code, until, reason }: MuteInput): Fault[] => {
    const end = Date.parse(until)
    const isTime = !Number.isNaN(end)
    return [
      ...reasonFaults(reason),
      ...(codeOf(code) ? [] : [fault('INVALID_INPUT', ['code'], `There is no code ${code}`)]),
      ...(isTime && end > clock.now() && end <= clock.now() + longestMs ? [] : [fault('INVALID_INPUT', ['until'], 'A time to come, at most a year from now')]),
    ]
  }

  const find = async (id: number): Promise<MuteRow | undefined> => (await reader.rows<MuteRow>(`select ${columns} from brewer.mute m where m.id = $2::bigint`, [moment(), id]))[0]

  return {
    mutesOf: async (instruments, isActive) => {
      const rows = await reader.rows<MuteRow>(
        `select ${columns} from brewer.mute m where m.instrument = any($2::text[]) and ($3::boolean is null or (${inForce}) = $3::boolean) order by m.id desc`,
        [moment(), textArray(instruments), isActive],
      )
      const by = Map.groupBy(rows, ({ instrument }) => instrument)
      return new Map(instruments.map((name) => [name, by.get(name) ?? []]))
    },

    /** Another mute of the same code ends with it. */
    mute: async (input: MuteInput, actor: Actor): Promise<Outcome<MuteRow>> => {
      const wrong = checkMute(input)
      if (wrong.length > 0) return refused(...wrong)
      const { instrument, code, until, reason } = input
      const at = new Date(clock.now())
      const result = await db.transact(async (tx): Promise<Outcome<number>> => {
        const unknown = await instrumentFaults(tx, instrument)
        if (unknown.length > 0) return refused(...unknown)
        // One at a time for a Brewer: else two would both be in force.
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`brewer mute ${instrument}`}, 0))`)
        await tx.update(mute).set({ endedAt: at, endedBy: actor.name }).where(and(eq(mute.instrument, instrument), eq(mute.code, code), isNull(mute.endedAt), gt(mute.until, at)))
        const [row] = await tx.insert(mute).values({ instrument, code, reason: reason.trim(), at, until: new Date(until), actor: actor.name }).returning({ id: mute.id })
        return done(row!.id)
      })
      if (result.value === null) return result
      await changed([instrument])
      return done((await find(result.value))!)
    },

    /** Ends it now. One that has ended stays as it is. */
    unmute: async (id: number, actor: Actor): Promise<Outcome<MuteRow>> => {
      const at = new Date(clock.now())
      const [row] = await db.writer.update(mute).set({ endedAt: at, endedBy: actor.name }).where(and(eq(mute.id, id), isNull(mute.endedAt), gt(mute.until, at))).returning({ instrument: mute.instrument })
      if (row) await changed([row.instrument])
      const found = await find(id)
      return found ? done(found) : refused(fault('NOT_FOUND', ['id'], 'There is no such mute'))
    },

    scheduleHistoryOf: async (instruments) => {
      const rows = await reader.rows<ScheduleRow>(
        `select s.id::int as id, s.instrument, s.schedule, s.reason, s.at, s.actor from brewer.expected_schedule s where s.instrument = any($1::text[]) order by s.id desc`, [textArray(instruments)])
      const by = Map.groupBy(rows, ({ instrument }) => instrument)
      return new Map(instruments.map((name) => [name, by.get(name) ?? []]))
    },

    expectSchedule: async ({ instrument, schedule: given, reason }: ScheduleInput, actor: Actor): Promise<Outcome<string>> => {
      const schedule = given?.trim() || null
      const wrong = [
        ...reasonFaults(reason),
        ...(schedule !== null && (schedule.length > longestName || /\p{Cc}/u.test(schedule)) ? [fault('INVALID_INPUT', ['schedule'], `A name of at most ${longestName} characters`)] : []),
      ]
      if (wrong.length > 0) return refused(...wrong)
      const faults = await db.transact(async (tx) => {
        const unknown = await instrumentFaults(tx, instrument)
        if (unknown.length > 0) return unknown
        await holdLimits(tx)
        await tx.insert(expectedSchedule).values({ instrument, schedule, reason: reason.trim(), at: new Date(clock.now()), actor: actor.name })
        await tx.update(file).set({ judgeAgain: true }).where(eq(file.instrument, instrument))
        return []
      })
      if (faults.length > 0) return refused(...faults)
      await changed([instrument])
      return done(instrument)
    },
  } satisfies Pick<BrewerAnswers, 'mutesOf' | 'mute' | 'unmute' | 'scheduleHistoryOf' | 'expectSchedule'>
}
