import type { BrewerRecord } from '../format/record.ts'
import { isSchedule } from './cures.ts'
import type { Raised } from './ledger.ts'
import { expectation } from './schedule-names.ts'

type Raise = (raised: Omit<Raised, 'routine'> & { routine?: string }) => void

/** Which schedule runs, if any, and whether that is the one that is expected (47). */
export const createScheduleRule = (expectedSchedule: string | null, raise: Raise, cured: (name: string, at: number) => void) => {
  const expected = expectation(expectedSchedule)
  let running: string | null = null
  let told: string | null = null

  const runs = (name: string, record: BrewerRecord, at: number, message: string, routine: string) => {
    running = name
    if (!expected) return
    if (expected.test(name)) {
      told = null
      return cured('expected schedule', at)
    }
    if (told === name.toLowerCase()) return
    told = name.toLowerCase()
    raise({ code: 47, place: record, at, message, routine })
  }

  return {
    take(record: BrewerRecord, at: number): void {
      if (record.type === 'operation') {
        if (record.schedule) runs(record.schedule, record, at, `Schedule ${record.schedule}, ${expectedSchedule ?? 'any'} is expected`, 'op_st')
        return
      }
      if (record.type !== 'comment' || record.isOperator || record.isQuote) return
      const { text } = record
      const started = /\bstarting schedule\s+(\S+)/i.exec(text) ?? /^\s*skc:\s*([a-z]\w{1,11})\s*$/i.exec(text)
      const from = started ? null : /\brunning \S+ from (\S+)/i.exec(text)
      if (started) return runs(started[1]!, record, at, text, record.routine)
      if (from) {
        if (isSchedule(from[1]!)) return runs(from[1]!, record, at, text, record.routine)
        running = null
      } else if (/\bgoing to menu\b|program start\b|quitting\b.*\bmenu\b/i.test(text)) running = null
    },
    isRunning: () => running !== null,
  }
}
