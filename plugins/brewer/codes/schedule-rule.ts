import type { CommentRecord, OperationRecord, Place } from '../format/record.ts'
import type { Raised } from './ledger.ts'
import type { Meaning } from './meaning.ts'
import { expectation } from './schedule-names.ts'

type Raise = (raised: Omit<Raised, 'routine'> & { routine?: string }) => void

/** Which schedule runs, if any, and whether that is the one that is expected (47). */
export const createScheduleRule = (expectedSchedule: string | null, raise: Raise, cured: (name: string, at: number) => void) => {
  const expected = expectation(expectedSchedule)
  let running: string | null = null
  let told: string | null = null

  const runs = (name: string, place: Place, at: number, message: string, routine: string) => {
    running = name
    if (!expected) return
    if (expected.test(name)) {
      told = null
      return cured('expected schedule', at)
    }
    if (told === name.toLowerCase()) return
    told = name.toLowerCase()
    raise({ code: 47, place, at, message, routine })
  }

  return {
    operation(record: OperationRecord, at: number): void {
      if (record.schedule) runs(record.schedule, record, at, `Schedule ${record.schedule}, ${expectedSchedule ?? 'any'} is expected`, 'op_st')
    },
    comment(record: CommentRecord, at: number, { schedule, run, isIdle }: Meaning): void {
      if (schedule !== null) runs(schedule, record, at, record.text, record.routine)
      else if (run?.isScheduled) runs(run.from, record, at, record.text, record.routine)
      else if (run || isIdle) running = null
    },
    isRunning: () => running !== null,
  }
}
