import { cpus, totalmem, type } from 'node:os'
import type { LiveFigures } from './live.ts'
import type { Figures } from './measure.ts'
import { titles, type ContenderName, type QuestionName } from './questions/questions.ts'

export type Results = ReadonlyMap<QuestionName, ReadonlyMap<ContenderName, Figures>>

const labels: Record<ContenderName, string> = { logline: 'Logline', postgraphile: 'PostGraphile 5', plain: 'plain SQL' }

const digits = (
  value: number | null,
  places = value !== null && value < 10 ? 2 : value !== null && value < 100 ? 1 : 0,
) => (value === null ? '–' : value.toFixed(places))

const ratio = (value: number | null, floor: number | null | undefined) =>
  value === null || !floor ? '–' : `${(value / floor).toFixed(2)}×`

/** A table of Markdown, with columns as wide as they need to be. */
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join(' | ')} |`
  return [
    line(head),
    `|${widths.map((width, at) => `${'-'.repeat(width + 1)}${at === 0 ? '-' : ':'}`).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

/** What kind of machine this is; never its name. */
export const machine = (postgres: string): string =>
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ` +
  `${Math.round(totalmem() / 2 ** 30)} GB, ${type()}, Node ${process.versions.node}, PostgreSQL ${postgres}`

export const questionTable = (question: QuestionName, figures: ReadonlyMap<ContenderName, Figures>): string => {
  const floor = figures.get('plain')
  const head = [
    '',
    'requests/s',
    'p50 ms',
    'p99 ms',
    'Node CPU ms',
    'of plain',
    'PostgreSQL CPU ms',
    'of plain',
    'bytes',
  ]
  const rows = Array.from(figures, ([name, one]) => [
    labels[name],
    digits(one.requestsPerSecond),
    digits(one.p50),
    digits(one.p99),
    digits(one.nodeCpu),
    ratio(one.nodeCpu, floor?.nodeCpu),
    digits(one.postgresCpu),
    ratio(one.postgresCpu, floor?.postgresCpu),
    digits(one.bytes, 0),
  ])
  return `### ${question}: ${titles[question]}\n\n${table(head, rows)}`
}

export const liveTable = (figures: readonly LiveFigures[]): string => {
  const head = ['', 'first ms', 'last ms', 'server CPU µs each', 'bytes each']
  const rows = figures.map((one) => [
    one.title,
    digits(one.firstMs),
    digits(one.lastMs),
    digits(one.cpuMicroseconds, 0),
    digits(one.bytes, 0),
  ])
  return `### live: one event to many WebSockets\n\n${table(head, rows)}`
}

type Bar = { text: string; value: number; limit: number }

const listCpuLimit = 3

const bars = (results: Results): Bar[] => {
  const found: Bar[] = []
  const list = results.get('list')?.get('logline')
  if (list) found.push({ text: 'list: Node CPU, ms', value: list.nodeCpu, limit: listCpuLimit })
  for (const [question, figures] of results) {
    const [ours, theirs] = [figures.get('logline'), figures.get('postgraphile')]
    if (!ours || !theirs) continue
    found.push({
      text: `${question}: Node CPU, Logline / PostGraphile`,
      value: ours.nodeCpu / theirs.nodeCpu,
      limit: 1,
    })
    if (ours.postgresCpu !== null && theirs.postgresCpu) {
      found.push({
        text: `${question}: PostgreSQL CPU, Logline / PostGraphile`,
        value: ours.postgresCpu / theirs.postgresCpu,
        limit: 1,
      })
    }
  }
  return found
}

/** The bars, each met or not: to be read, not a test, as machines differ. */
export const barTable = (results: Results): string => {
  const rows = bars(results).map(({ text, value, limit }) => [
    text,
    digits(value, 2),
    `≤ ${limit}`,
    value <= limit ? 'pass' : 'FAIL',
  ])
  return rows.length === 0 ? '' : `### Bars\n\n${table(['', 'value', 'bar', ''], rows)}`
}
