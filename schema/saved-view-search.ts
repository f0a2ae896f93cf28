import { done, fault, refused, type Outcome } from '../server/domain/fault.ts'
import type { ReadSearch } from '../server/domain/saved-view.ts'
import { encodePart, readFilter, readRange, type List, type Place } from './language/index.ts'

const longest = 8000
const mostColumns = 100
const words = ['q', 'from', 'to', 'columns'] as const

/**
 * Reads the query string of a list's page as the page does: `q` in the filter language, `from` and `to` as ranges,
 * `columns`. Which row is looked at, or which view was open, is not of the view.
 */
export const searchReader = (place: Place): ReadSearch => (list, search): Outcome<string> => {
  const wrong = (message: string) => fault('INVALID_INPUT', ['search'], message)
  if (search.length > longest) return refused(wrong(`A view has at most ${longest} characters`))
  const parameters = new URLSearchParams(search)
  const stray = [...parameters.keys()].find((name) => ![...words, 'peek', 'view'].includes(name))
  if (stray !== undefined) return refused(wrong(`“${stray.slice(0, 40)}” is no part of a view: there are ${words.join(', ')}`))
  const [q, from, to, columns] = words.map((name) => (parameters.get(name) ?? '').trim()) as [string, string, string, string]
  const keys = [...new Set(columns.split(',').filter(Boolean))]
  // Runs and fills that a range names may be gone tomorrow: what matters is that it can be read.
  const range = readRange({ from, to }, { ...place, shiftZone: place.zone, find: () => ({ start: -Infinity, end: Infinity }) })
  const faults = [
    ...readFilter(list.toLowerCase() as List, q, place).faults.map((one) => wrong(`“${q.slice(one.from, one.to).slice(0, 80)}”: ${one.message}`)),
    ...range.faults.filter(({ at }) => ({ from, to })[at] !== '').map(({ at, message }) => wrong(`${at}: ${message}`)),
    ...(keys.length <= mostColumns && keys.every((key) => /^[\w.:-]{1,60}$/.test(key)) ? [] : [wrong('columns: keys of columns, separated by commas')]),
  ]
  if (faults.length > 0) return refused(...faults)
  const kept = [
    q && `q=${encodePart(q)}`, from && `from=${encodePart(from)}`, to && `to=${encodePart(to)}`, keys.length > 0 && `columns=${keys.map(encodePart).join(',')}`,
  ].filter(Boolean)
  return kept.length === 0 ? refused(wrong('It says nothing: a view has a filter, a range of time, or columns')) : done(`?${kept.join('&')}`)
}
