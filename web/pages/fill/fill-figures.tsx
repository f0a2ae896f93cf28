import { For, Show } from 'solid-js'
import { formatDuration } from '../../kit/duration.ts'
import { Nothing } from '../../kit/nothing.tsx'
import { percentWords } from '../../nouns/fill-words.ts'
import { qualityWords } from '../../nouns/run-words.ts'
import type { FillFigures } from './documents.ts'

type Figure = { name: string; label: string; value: string | null; share: string | null; isMain?: boolean }

const figuresOf = (figures: FillFigures): Figure[] => {
  const beams = figures.stableBeams.durationSeconds
  const time = (name: string, label: string, seconds: number | null): Figure => ({
    name,
    label,
    value: seconds === null ? null : formatDuration(seconds),
    share: seconds === null ? null : percentWords(seconds / beams),
  })
  const count = (name: string, label: string, value: number): Figure => ({ name, label, value: String(value), share: null })
  return [
    { ...time('covered', 'Covered', figures.coveredSeconds), isMain: true },
    time('before', 'Before the first run', figures.beforeFirstRunSeconds),
    time('between', 'Between runs', figures.betweenRunsSeconds),
    time('after', 'After the last run', figures.afterLastRunSeconds),
    { ...time('mean', 'Mean run', figures.meanRunSeconds), share: null },
    count('runs', 'Runs', figures.runCount),
    count('over', 'Over two minutes', figures.overTwoMinutes),
    count('under', 'Two minutes or less', figures.underTwoMinutes),
    ...figures.perQuality.map(({ quality, count: runs }) => count(`quality:${quality}`, `Runs, ${qualityWords[quality]}`, runs)),
    ...(figures.runsWithoutTimes > 0 ? [count('timeless', 'Without times', figures.runsWithoutTimes)] : []),
  ]
}

/** The figures of a fill; each opens what it is made of. */
export const Figures = (props: { figures: FillFigures; shown: string | null; show: (name: string | null) => void }) => (
  <ul class="figures">
    <For each={figuresOf(props.figures)}>
      {(figure) => (
        <li class="figures-item" data-main={figure.isMain || undefined}>
          <button
            type="button"
            class="figure"
            data-figure={figure.name}
            aria-pressed={props.shown === figure.name}
            title="Show the times and runs behind it"
            onClick={() => props.show(props.shown === figure.name ? null : figure.name)}
          >
            <span class="figure-label">{figure.label}</span>
            <span class="figure-value">
              <Show when={figure.isMain} fallback={figure.value ?? <Nothing why="There is no run" />}>
                {percentWords(props.figures.efficiency)}
              </Show>
            </span>
            <span class="figure-share">
              <Show when={figure.isMain} fallback={figure.share}>
                {figure.value} of {formatDuration(props.figures.stableBeams.durationSeconds)}
              </Show>
            </span>
          </button>
        </li>
      )}
    </For>
  </ul>
)
