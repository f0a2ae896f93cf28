import { For, Show } from 'solid-js'
import { Moment } from '../moment.tsx'
import { indexesWithin, type ChartSeries, type Drawing, type Values } from './model.ts'

/** More rows are for a spreadsheet. */
const most = 500

type Column = { readonly head: string; readonly values: Values }

/** A line has a column, and two more where it has a spread. */
const columnsOf = ({ label, unit, values, low, high }: ChartSeries): readonly Column[] => {
  const head = unit ? `${label}, ${unit}` : label
  return [
    { head, values },
    ...(low ? [{ head: `${label}, least`, values: low }] : []),
    ...(high ? [{ head: `${label}, most`, values: high }] : []),
  ]
}

/** The values that are seen, in words: a row for each moment. */
export const ChartTable = (props: { label: string; drawing: Drawing }) => {
  const columns = () => props.drawing.data.series.filter(({ id }) => !props.drawing.hidden.has(id)).flatMap(columnsOf)
  const bounds = () => indexesWithin(props.drawing.data, props.drawing.window)
  const indexes = () => {
    const [from, to] = bounds()
    return Array.from({ length: Math.min(to - from, most) }, (_, index) => from + index)
  }
  const left = () => bounds()[1] - bounds()[0] - indexes().length
  return (
    <div class="chart-scroll" tabindex="0" role="region" aria-label={`${props.label}, as a table`}>
      <table class="plot-table">
        <caption class="visually-hidden">{props.label}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <For each={columns()}>{({ head }) => <th scope="col">{head}</th>}</For>
          </tr>
        </thead>
        <tbody>
          <For each={indexes()}>
            {(index) => (
              <tr>
                <th scope="row">
                  <Moment at={props.drawing.data.moments[index]!} zone={props.drawing.zone} />
                </th>
                <For each={columns()}>
                  {({ values }) => <td>{values[index] ?? <span class="nothing">no value</span>}</td>}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={left() > 0}>
        <p class="chart-more">
          {left().toLocaleString('en')} more moments: show less of the range, or save them all as CSV.
        </p>
      </Show>
    </div>
  )
}
