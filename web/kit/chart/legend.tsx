import { For, Show } from 'solid-js'
import { dashes, type ChartData } from './model.ts'
import { readingAt } from './values.ts'

/** What each line is, whether it is shown, and its value where the cursor stands. */
export const Legend = (props: {
  data: ChartData
  hidden: ReadonlySet<string>
  index: number | null
  toggle: (id: string) => void
}) => (
  <ul class="chart-legend" aria-label="Lines">
    <For each={props.data.series}>
      {(series, order) => (
        <li>
          <button
            type="button"
            class="chart-line"
            aria-pressed={!props.hidden.has(series.id)}
            title={props.hidden.has(series.id) ? `Show ${series.label}` : `Hide ${series.label}`}
            onClick={() => props.toggle(series.id)}
          >
            <svg class="chart-swatch" width="22" height="8" viewBox="0 0 22 8" aria-hidden="true">
              <Show
                when={!series.isMarks}
                fallback={<path class="chart-mark" d="M11 0 15 4 11 8 7 4Z" />}
              >
                <path
                  d="M1 4h20"
                  data-series={(order() % 6) + 1}
                  stroke-dasharray={dashes[order() % dashes.length]!.join(' ')}
                />
              </Show>
            </svg>
            {series.label}
            <span class="chart-value">
              {props.index === null ? (series.unit ?? '') : readingAt(series, props.index)}
            </span>
          </button>
        </li>
      )}
    </For>
  </ul>
)
