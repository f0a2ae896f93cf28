import { createMemo, For } from 'solid-js'
import { formatDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { RecordTable } from '../../kit/record.tsx'
import { percentWords } from '../../nouns/fill-words.ts'
import type { FillFigures } from './documents.ts'
import type { DetectorSort } from './view.ts'

type Coverage = FillFigures['perDetector'][number]

const heads: readonly { sort: DetectorSort; label: string }[] = [
  { sort: 'name', label: 'Detector' },
  { sort: 'covered', label: 'Covered' },
  { sort: 'good', label: 'Of which good' },
  { sort: 'runs', label: 'Runs' },
]

const valueOf: Readonly<Record<Exclude<DetectorSort, 'name'>, (one: Coverage) => number>> = {
  covered: (one) => one.coveredSeconds,
  good: (one) => one.goodCoveredSeconds,
  runs: (one) => one.runCount,
}

const byName = (a: Coverage, b: Coverage) => (a.detector.name < b.detector.name ? -1 : 1)

/** Detectors in an order; those that are equal by name. */
export const sortDetectors = (rows: readonly Coverage[], sort: DetectorSort, descending: boolean): Coverage[] => {
  const sign = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const difference = sort === 'name' ? byName(a, b) : valueOf[sort](a) - valueOf[sort](b)
    return difference === 0 ? byName(a, b) : sign * difference
  })
}

/** How much of stable beams each detector saw; each figure opens what it is made of. */
export const FillDetectors = (props: {
  figures: FillFigures
  sort: DetectorSort
  descending: boolean
  order: (sort: DetectorSort) => void
  shown: string | null
  show: (name: string | null) => void
}) => {
  const rows = createMemo(() => sortDetectors(props.figures.perDetector, props.sort, props.descending))
  const toggle = (name: string) => props.show(props.shown === name ? null : name)
  const figure = (name: string, seconds: number, share: number, what: string) => (
    <button
      type="button"
      class="coverage"
      data-figure={name}
      aria-pressed={props.shown === name}
      title="Show the times and runs behind it"
      onClick={() => toggle(name)}
    >
      <span class="visually-hidden">{what} </span>
      <span class="coverage-time">{formatDuration(seconds)}</span>
      <span class="coverage-share">{percentWords(share)}</span>
    </button>
  )
  return (
    <RecordTable
      label="Detectors"
      head={
        <For each={heads}>
          {({ sort, label }) => (
            <th
              scope="col"
              class={sort === 'name' ? undefined : 'record-number'}
              aria-sort={props.sort === sort ? (props.descending ? 'descending' : 'ascending') : undefined}
            >
              <button type="button" class="detectors-order" onClick={() => props.order(sort)}>
                {label}
                {props.sort === sort && <Icon name={props.descending ? 'down' : 'up'} />}
              </button>
            </th>
          )}
        </For>
      }
    >
      <For each={rows()}>
        {(one) => (
          <tr data-detector={one.detector.name}>
            <th scope="row">{one.detector.name}</th>
            <td class="record-number">
              {figure(`detector:${one.detector.name}`, one.coveredSeconds, one.efficiency, `${one.detector.name} covered`)}
            </td>
            <td class="record-number">
              {figure(`detector-good:${one.detector.name}`, one.goodCoveredSeconds, one.goodEfficiency, `${one.detector.name} good`)}
            </td>
            <td class="record-number">
              <button
                type="button"
                class="coverage"
                aria-pressed={props.shown === `detector:${one.detector.name}`}
                title="Show these runs"
                onClick={() => toggle(`detector:${one.detector.name}`)}
              >
                <span class="visually-hidden">{one.detector.name} runs </span>
                <span class="coverage-count">{one.runCount}</span>
              </button>
            </td>
          </tr>
        )}
      </For>
    </RecordTable>
  )
}
