import { runDefinitions } from '../../domain/run-definition.ts'
import { runQualities } from '../../domain/run-quality.ts'
import { defineMapping } from '../binding.ts'
import type { RunItem } from '../item.ts'
import { columnsOf } from '../mapping.ts'
import { keepFirst } from '../merge.ts'
import { counters, detectors, oneOf, serialNumber, text, words, zonedTime } from '../readers.ts'

const { single } = columnsOf<RunItem>()
// A run that lost one of its times would be another run: one that goes on, or whose length nobody knows.
const strict = { strict: true }

const edges = [
  ['startedAt', 'endedAt'],
  ['triggerStartedAt', 'triggerEndedAt'],
] as const

/** Runs under the API's own names: a table with such a header, or a JSON list of `RunInput`. */
export const ownRuns = defineMapping<RunItem, RunItem, RunItem>({
  kind: 'Runs under the names of the API',
  options: ['zone'],
  needs: [['number', 'runNumber']],
  columns: [
    single('number', ['number', 'runNumber'], serialNumber, { required: true }),
    single('type', ['type', 'runType'], text(64)),
    single('definition', ['definition'], oneOf(runDefinitions)),
    single('quality', ['quality'], oneOf(runQualities)),
    single('startedAt', ['startedAt'], zonedTime, strict),
    single('endedAt', ['endedAt'], zonedTime, strict),
    single('triggerStartedAt', ['triggerStartedAt'], zonedTime, strict),
    single('triggerEndedAt', ['triggerEndedAt'], zonedTime, strict),
    single('fillNumber', ['fillNumber', 'fill'], serialNumber),
    single('environmentId', ['environmentId', 'environment'], text(64)),
    single('period', ['period'], text(64)),
    single('detectors', ['detectors'], detectors),
    single('tags', ['tags'], words(20)),
    single('startedBy', ['startedBy'], text(128)),
    single('endedBy', ['endedBy'], text(128)),
    single('counters', ['counters'], counters),
  ],
  hold: ({ number, ...rest }) => {
    if (number === undefined) return 'number: it is missing'
    for (const [from, to] of edges) {
      const [start, end] = [rest[from], rest[to]]
      if (start !== undefined && end !== undefined && end <= start)
        return `${to}: the run ends (${end}) before it starts (${start})`
    }
    return { number, ...rest }
  },
  keyOf: (item) => item.number,
  merge: (kept, next, notes, line) => {
    const later = { ...next }
    for (const [from, to] of edges) {
      const [start, end] = [kept[from] ?? next[from], kept[to] ?? next[to]]
      if (start === undefined || end === undefined || end > start) continue
      for (const field of [from, to]) {
        if (next[field] !== undefined) notes.refuseValue(field, next[field], `It contradicts line ${line}`)
        delete later[field]
      }
    }
    return keepFirst(kept, later, notes, line)
  },
  createClose: () => (item) => item,
})
