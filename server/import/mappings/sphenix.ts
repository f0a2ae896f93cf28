import { defineMapping } from '../binding.ts'
import { ofText, value } from '../cell.ts'
import type { CounterItem, RunItem } from '../item.ts'
import { columnsOf } from '../mapping.ts'
import { keepFirst } from '../merge.ts'
import { count, serialNumber, text } from '../readers.ts'

type Quality = 'GOOD' | 'BAD' | 'NONE'

type Draft = { number: number; type: string; events: bigint; runLength: bigint; statuses: Map<string, Quality> }

const { single, several } = columnsOf<Draft>()

/** GOLDEN and BAD are verdicts; QUESTIONABLE ("check again later") and words we don't know are none. */
const verdict = ofText<Quality>((status) => {
  const word = status.toUpperCase()
  if (word === 'GOLDEN' || word === 'GOOD') return value('GOOD')
  if (word === 'BAD') return value('BAD')
  return { state: 'value', value: 'NONE', warning: `${word} is no verdict: the detector's quality is NONE` }
})

/**
 * sPHENIX run details: a JSON list (or the same columns in a table). Detectors are those with a status; a null status
 * says neither that a detector took part nor how it did. The status is the one that people set (`emcal_status`), not
 * the automatic one. `all_ok` is true also for runs with bad detectors, so it is no quality of the run. There are no
 * times: the length of the run is kept as a counter.
 */
export const sphenixRuns = defineMapping<Draft, RunItem, RunItem>({
  kind: 'sPHENIX run details',
  declaresDetectors: true,
  needs: [['runnumber'], ['run_length', 'events_sum', 'emcal_status']],
  columns: [
    single('number', ['runnumber'], serialNumber, { required: true }),
    single('type', ['runtype'], text(64)),
    single('events', ['events_sum'], count),
    single('runLength', ['run_length'], count),
    several('statuses', /^(?!.*_auto_status$)([a-z0-9]+)_status$/, verdict, (draft, name, quality) => {
      draft.statuses = (draft.statuses ?? new Map<string, Quality>()).set(name, quality)
    }),
  ],
  hold: ({ number, type, events, runLength, statuses }) => {
    if (number === undefined) return 'runnumber: it is missing'
    const counters: CounterItem[] = []
    if (events !== undefined) counters.push({ name: 'events', value: events })
    if (runLength !== undefined) counters.push({ name: 'runLength', value: runLength, unit: 's' })
    const detectors = [...(statuses ?? [])].map(([name, quality]) => ({ name: name.toUpperCase(), quality }))
    return {
      number,
      ...(type !== undefined && { type: type.toUpperCase() }),
      ...(detectors.length > 0 && { detectors }),
      ...(counters.length > 0 && { counters }),
    }
  },
  keyOf: (item) => item.number,
  merge: keepFirst,
  createClose: () => (item) => item,
})
