import type { PageArguments, PluginDatabase, Wanted } from '../api/index.ts'
import {
  all, BadQuestion, combine, createList, rowMaker, together, whereEnum, whereMoment, whereNumber, whereText, type EnumFilter, type Parameters,
} from '../api/list.ts'
import type { BrewerAnswers, DayRange, EventFilter, EventRow, EventState } from './answers.ts'
import { allBrewers, clockJoin, eventStateSql, newestRecordJoin, type Windows } from './event-state.ts'

/** All columns are read: what is dear among them is worked out for the rows of a page only. */
const whole: Wanted = new Map()
const day = /^\d{4}-\d\d-\d\d$/

/** Days of files. @throws BadQuestion for what is no day */
export const whereDay = (column: string, range: DayRange | null | undefined, { put }: Parameters): string | null => {
  const bound = (operator: string, value: string | null | undefined) => {
    if (value == null) return null
    if (!day.test(value) || Number.isNaN(Date.parse(value))) throw new BadQuestion(`"${value.slice(0, 40)}" is no day: write 2026-03-01`)
    return `${column} ${operator} ${put(value)}::date`
  }
  return range ? all([bound('>=', range.from), bound('<=', range.to)]) : null
}

/** Of some days the files are found first: their events are few among all, and stand beside each other. Of many, events are passed in their order. */
const fewDays = 31

const whereFileDay = (range: DayRange | null | undefined, parameters: Parameters): string | null => {
  const condition = whereDay('d.date', range, parameters)
  if (condition === null || !range?.from || !range.to) return whereDay('f.date', range, parameters)
  const isFew = Date.parse(range.to) - Date.parse(range.from) < fewDays * 86_400_000
  return isFew ? `e.file_id = any(array(select d.id from brewer.file d where ${condition}))` : whereDay('f.date', range, parameters)
}

/** Events with their state. Its statements read the tables `event`, `file`, `cure` and `mute`. */
export const createEventLists = ({ reader, windows, now }: { reader: PluginDatabase['reader']; windows: Windows; now: () => number }) => {
  const sql = eventStateSql(windows)
  const columns: Readonly<Record<keyof EventRow, string>> = {
    id: 'e.id::int', fileId: 'e.file_id::int', instrument: 'e.instrument', code: 'e.code', level: 'e.level', at: 'e.at', line: 'e.line', position: 'e.position',
    message: 'e.message', count: 'e.count', isGuess: 'e.is_guess', incident: 'e.incident', quantity: 'e.quantity', value: 'e.value', target: 'e.target', bound: 'e.bound',
    source: 'e.source', clearedAt: sql.clearedAt, state: sql.state,
  }
  const select = Object.entries(columns).map(([name, column]) => `${column} as "${name}"`).join(', ')
  const make = rowMaker<EventRow>(Object.keys(columns))

  const moment = () => new Date(now()).toISOString()

  /** What is open is of each Brewer's last days, so that it is looked for there: whoever walks back in time finds out late that there is no more. */
  const isOpen = ({ put }: Parameters) => `e.id = any(array(${sql.openOf({ instruments: allBrewers, now: put(moment()), columns: 'e.id' })}))`

  const whereState = (filter: EnumFilter<EventState> | null | undefined, parameters: Parameters): string | null =>
    filter?.eq === 'OPEN' ? all([isOpen(parameters), whereEnum(sql.state, 'text', { ...filter, eq: null }, parameters)]) : whereEnum(sql.state, 'text', filter, parameters)

  const where = (filter: EventFilter | null | undefined, parameters: Parameters): string | null =>
    filter
      ? combine(filter, (part) => [
          whereText('e.instrument', part.instrument, parameters),
          whereNumber('e.code', part.code, parameters),
          whereEnum('e.level', 'brewer.level', part.level, parameters),
          whereMoment('e.at', part.at, parameters),
          whereFileDay(part.date, parameters),
          whereText('f.name', part.file, parameters),
          whereText('e.message', part.message, parameters),
          whereState(part.state, parameters),
          whereEnum('e.quantity', 'text', part.quantity, parameters),
          part.isGuess == null ? null : `e.is_guess = ${parameters.put(part.isGuess)}::boolean`,
        ])
      : null

  const list = createList<EventRow, keyof EventRow, EventFilter, 'AT'>({
    reader,
    name: 'events of brewers',
    from: ({ put }) => `brewer.event e join brewer.file f on f.id = e.file_id${clockJoin(put(moment()))}${newestRecordJoin}`,
    key: { sql: 'e.id', type: 'int', of: ({ id }) => id },
    orders: { AT: { column: 'at', sql: 'e.at', type: 'timestamptz' } },
    usualOrder: { field: 'AT', descending: true },
    where,
    plan: () => ({ select, joins: '', toRows: (values) => together(values.map(make)) }),
  })

  /** One page for each owner; how many there are in all is counted for all of them at once. */
  const pagesFor = async <Key extends number | string>(owned: { sql: string; type: 'int' | 'text' }, owners: readonly Key[], filter: EventFilter | null | undefined, page: PageArguments) => {
    const pages = await list.pagesOf(owned, owners, { filter, page, wanted: whole })
    let counts: ReturnType<typeof list.countsOf> | undefined
    // What is counted comes under the column's own type: bigints as text.
    const counted = (owner: Key) => (owned.type === 'int' ? String(owner) : owner)
    return (owner: Key) => ({ page: pages(owner), count: async () => (await (counts ??= list.countsOf(owned, owners, filter)))(counted(owner)) })
  }

  return {
    events: async (filter, page) => ({ page: await list.page({ filter, page, wanted: whole }), count: () => list.count(filter) }),
    eventsOf: (instruments, filter, page) => pagesFor({ sql: 'e.instrument', type: 'text' }, instruments, filter, page),
    eventsOfFiles: (files, page) => pagesFor({ sql: 'e.file_id', type: 'int' }, files, null, page),
    eventsByKey: async (ids) => (await list.byKeys(ids, whole)) as Map<number, EventRow>,
  } satisfies Pick<BrewerAnswers, 'events' | 'eventsOf' | 'eventsOfFiles' | 'eventsByKey'>
}
