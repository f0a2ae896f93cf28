import { toWallTime } from '../time.ts'
import { toCell } from '../timeline/export.ts'
import { indexesWithin, type ChartData, type ChartSeries } from './model.ts'
import type { Stretch } from '../timeline/model.ts'

type Column = { head: string; values: ChartSeries['values'] }

const columnsOf = ({ label, unit, values, low, high }: ChartSeries): Column[] => {
  const head = unit ? `${label} [${unit}]` : label
  return [
    { head, values },
    ...(low ? [{ head: `${head} low`, values: low }] : []),
    ...(high ? [{ head: `${head} high`, values: high }] : []),
  ]
}

/** RFC 3339 by the wall clock of a zone, to the millisecond. */
const toStamp = (moment: number, zone: string): string => {
  const { date, time, offset } = toWallTime(moment, zone)
  const ms = String(((moment % 1000) + 1000) % 1000).padStart(3, '0')
  return `${date}T${time}.${ms}${zone === 'UTC' ? 'Z' : offset}`
}

/** What is seen of a chart, as CSV: a row for each moment, an empty cell for a gap. */
export const toCsv = (data: ChartData, window: Stretch, zone: string): string => {
  const columns = data.series.flatMap(columnsOf)
  const [from, to] = indexesWithin(data, window)
  const lines = [['time', ...columns.map(({ head }) => toCell(head))].join(',')]
  for (let index = from; index < to; index++)
    lines.push([toStamp(data.moments[index]!, zone), ...columns.map(({ values }) => values[index] ?? '')].join(','))
  return `${lines.join('\r\n')}\r\n`
}
