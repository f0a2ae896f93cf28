import { coerceInputValue, isInputType, type GraphQLSchema } from 'graphql'
import { readFilter, readRange, type Place, type Thing, type ThingTimes } from '../../schema/language/index.ts'
import { readQueries, type Asked } from '../../schema/query.ts'
import type { ExportList, ExportRequest } from '../domain/export.ts'
import { BadQuestion } from '../domain/fault.ts'

const inputOf = { runs: 'Run', fills: 'Fill', environments: 'Environment', instruments: 'Instrument' } as const satisfies Record<ExportList, string>

/** What the range of a list is about. */
const rangeField = { runs: 'startedAt', fills: 'stableBeamsStart', environments: 'createdAt', instruments: 'lastDataAt' } as const satisfies Record<ExportList, string>

/** How rows of a list are picked out one by one, and by which field. */
const picking = {
  runs: { by: 'numbers', field: 'numberRanges' }, fills: { by: 'numbers', field: 'numberRanges' },
  environments: { by: 'ids', field: 'id' }, instruments: { by: 'ids', field: 'name' },
} as const satisfies Record<ExportList, { by: 'numbers' | 'ids'; field: string }>

const known = new Set(['q', 'filter', 'order', 'from', 'to', 'zone', 'columns', 'numbers', 'ids'])

/** The zone of times in `q`, `from` and `to` that have no offset. */
const readZone = (name: string | null | undefined, usual: string): string => {
  if (!name) return usual
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new BadQuestion(`zone: "${name.slice(0, 60)}" is no time zone such as Europe/Zurich`)
  }
}

/** When a run or a fill was, which a range may name; null when there is none. */
export type FindTimes = (thing: Thing) => Promise<ThingTimes | null>

/** A range in the words of the range picker: now-12h, 2024-05-01, RFC 3339, run:526080, fill:8178, shift:current. */
const readTimes = async (parameters: URLSearchParams, place: Place, { experimentZone, find }: { experimentZone: string; find: FindTimes }) => {
  const text = { from: parameters.get('from'), to: parameters.get('to') }
  const found = new Map<string, ThingTimes | null>()
  const read = () => readRange(text, { ...place, shiftZone: experimentZone, find: ({ kind, number }) => found.get(`${kind} ${number}`) })
  for (const thing of read().needs) found.set(`${thing.kind} ${thing.number}`, await find(thing))
  const { range: { from, to }, faults: [fault] } = read()
  if (fault) throw new BadQuestion(`${fault.at}: ${fault.message}`)
  if (from === null && to === null) return null
  return { ...(from !== null && { from: new Date(from).toISOString() }), ...(to !== null && { to: new Date(to).toISOString() }) }
}

/** A filter of the filter box. Its warnings are errors here: nobody looks at the file to see what was left out. */
const readText = (list: ExportList, text: string, place: Place) => {
  const { filter, order, faults: [fault] } = readFilter(list, text, place)
  if (fault) {
    const { from, to, message, fix } = fault
    throw new BadQuestion(`q: "${text.slice(from, to).slice(0, 80)}" at ${from + 1}: ${message}${fix === undefined || message.includes(fix) ? '' : ` – do you mean ${fix}?`}`)
  }
  return { filter, order }
}

/** A list in a parameter: `a,b` and the parameter given twice. */
const items = (parameters: URLSearchParams, name: string): string[] =>
  parameters.getAll(name).flatMap((text) => text.split(',')).map((item) => item.trim()).filter(Boolean)

/** Reads JSON as an input of the schema: what GraphQL refuses is refused here, in the same words. */
const createInputs = (schema: GraphQLSchema) => {
  const coerce = (name: string, value: unknown, parameter: string): unknown => {
    const type = schema.getType(name)
    if (!type || !isInputType(type)) throw new Error(`the schema has no input ${name}`)
    return coerceInputValue(value, type, (path, _value, error) => {
      throw new BadQuestion(`${[parameter, ...path].join('.')}: ${error.message}`)
    })
  }
  const parse = (text: string | null, parameter: string): unknown => {
    if (text === null || text.trim() === '') return null
    try {
      return JSON.parse(text)
    } catch {
      throw new BadQuestion(`${parameter}: "${text.slice(0, 60)}" is no JSON`)
    }
  }
  return { parse, read: (name: string, value: unknown, parameter: string): unknown => (value === null ? null : coerce(name, value, parameter)) }
}

export type ReadExportRequest = ReturnType<typeof createExportRequests>

/** Reads the parameters of an export. @throws BadQuestion that names the parameter, or the word in it */
export const createExportRequests = (
  { schema, now, experimentZone, find }: { schema: GraphQLSchema; now: () => number; experimentZone: string; find: FindTimes },
) => {
  const inputs = createInputs(schema)
  return async (list: ExportList, parameters: URLSearchParams): Promise<ExportRequest> => {
    const unknown = [...parameters.keys()].find((name) => !known.has(name))
    if (unknown !== undefined) throw new BadQuestion(`"${unknown.slice(0, 40)}" is no parameter of exports: ${[...known].join(', ')}`)
    const place = { now: now(), zone: readZone(parameters.get('zone'), experimentZone) }
    const said = readText(list, parameters.get('q') ?? '', place)
    const range = await readTimes(parameters, place, { experimentZone, find })
    const [numbers, ids] = [items(parameters, 'numbers'), items(parameters, 'ids')]
    const { by, field } = picking[list]
    if ((by === 'ids' ? numbers : ids).length > 0) throw new BadQuestion(`${list} are picked out by ${by}`)
    const filter = `${inputOf[list]}Filter`
    const parts = [
      inputs.read(filter, said.filter, 'q'),
      inputs.read(filter, inputs.parse(parameters.get('filter'), 'filter'), 'filter'),
      range && { [rangeField[list]]: range },
      numbers.length > 0 ? { [field]: numbers.join(',') } : null,
      ids.length > 0 ? { [field]: { in: ids } } : null,
    ].filter((part) => part !== null)
    const given = inputs.parse(parameters.get('order'), 'order') ?? said.order
    const order = inputs.read(`${inputOf[list]}Order`, given, 'order') as { field: string; direction: string } | null
    const columns = items(parameters, 'columns')
    return {
      list,
      filter: parts.length === 0 ? null : readQueries(list, { and: parts as Asked<object>[] }, place),
      order: order && { field: order.field, descending: order.direction === 'DESC' },
      columns: columns.length > 0 ? columns : null,
    } as ExportRequest
  }
}
