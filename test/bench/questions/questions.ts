import { firstFill, firstRun, fullScale } from '../scale.ts'
import { askLogline } from './logline.ts'
import { askPlain } from './plain.ts'
import { askPostgraphile } from './postgraphile.ts'

export const questionNames = ['list', 'run', 'fill', 'filtered'] as const
export type QuestionName = (typeof questionNames)[number]

export const titles: Record<QuestionName, string> = {
  list: 'a page of 50 runs with fill, environment, detectors and tags',
  run: 'one run with everything',
  fill: 'one fill with statistics over its runs',
  filtered: 'a page of 50 runs with ITS and TPC, good, of three months, and their total',
}

export const contenderNames = ['logline', 'postgraphile', 'plain'] as const
export type ContenderName = (typeof contenderNames)[number]

/** How a contender is asked, and how its answers are read. */
export type Asking = {
  /** The body of a POST. */
  body: (question: QuestionName, variables: object) => string
  /** Variables of the list's first page, and those of the page after an answer. */
  firstPage: object
  nextPage: (answer: unknown) => object
  /** The data of an answer, in the shape that Logline has. */
  data: (answer: unknown) => unknown
}

export const askings: Record<ContenderName, Asking> = {
  logline: askLogline,
  postgraphile: askPostgraphile,
  plain: askPlain,
}

type Post = (body: string) => Promise<unknown>

const pages = 20

const every = (count: number, first: number, total: number) =>
  Array.from({ length: count }, (_, index) => ({ number: first + Math.floor(((index + 0.5) * total) / count) }))

const quarters = Array.from({ length: 10 }, (_, index) => ({
  from: new Date(Date.UTC(2022, 3 + 3 * index)).toISOString(),
  to: new Date(Date.UTC(2022, 6 + 3 * index)).toISOString(),
}))

/** The bodies of a question, over different pages, runs, fills and windows, in the same order for every contender. */
export const bodiesOf = async (question: QuestionName, asking: Asking, post: Post): Promise<string[]> => {
  if (question === 'run') return every(200, firstRun, fullScale.runs).map((variables) => asking.body('run', variables))
  if (question === 'fill')
    return every(100, firstFill, fullScale.fills).map((variables) => asking.body('fill', variables))
  if (question === 'filtered') return quarters.map((variables) => asking.body('filtered', variables))
  const bodies: string[] = []
  for (let variables = asking.firstPage; bodies.length < pages;) {
    const body = asking.body('list', variables)
    bodies.push(body)
    variables = asking.nextPage(await post(body))
  }
  return bodies
}

const byName = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

/** What may differ is made equal: order of fields and of sets, spelling of moments, the last digits of fractions. */
const canonical = (value: unknown, name = ''): unknown => {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item))
    return ['detectors', 'tags', 'perDetector'].includes(name) ? items.sort(byName) : items
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, canonical(inner, key)]),
    )
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value).toISOString()
  return typeof value === 'number' ? Number(value.toFixed(6)) : value
}

/** Where two answers differ, in words; null when they say the same. */
export const difference = (one: unknown, other: unknown): string | null => {
  const [a, b] = [JSON.stringify(canonical(one)), JSON.stringify(canonical(other))]
  if (a === b) return null
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  const from = Math.max(0, at - 100)
  return `\n  ${a.slice(from, at + 60)}\n  ${b.slice(from, at + 60)}`
}
