import { createEffect, createMemo, Show } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { sayDuration } from '../../../kit/duration.ts'
import { EachById } from '../../../kit/each-by-id.tsx'
import { describeMoment } from '../../../kit/time.ts'
import { jobRunKinds, jobRunSeconds, type JobRunState } from '../../../nouns/job-words.ts'
import type { JobRunLine } from './documents.ts'
import { momentOfRun } from './job-parts.tsx'
import { jobRunStates } from './view.ts'
import './run-strip.css'

/**
 * The last runs of a job as little bars, the newest at the right: as high as the run was long, and drawn by how it
 * ended. The table below has the same runs for the keyboard, so a bar is for the eye and the mouse.
 */
export const RunStrip = (props: {
  app: WebApp
  /** Newest first. */
  runs: readonly JobRunLine[]
  chosen: string | null
  choose: (id: string) => void
}) => {
  const { clock, zones } = props.app
  const seconds = (run: JobRunLine) => jobRunSeconds(run, clock.now) ?? 0
  const longest = createMemo(() => Math.max(0, ...props.runs.map(seconds)))
  const ordered = createMemo(() => props.runs.toReversed())
  const counts = createMemo(() => {
    const byState = Map.groupBy(props.runs, ({ state }) => state)
    return jobRunStates.flatMap((state): (readonly [JobRunState, number])[] => {
      const count = byState.get(state)?.length ?? 0
      return count > 0 ? [[state, count]] : []
    })
  })
  const summary = () =>
    `The last ${props.runs.length} runs: ${counts().map(([state, count]) => `${count} ${jobRunKinds[state].word}`).join(', ')}`
  const hint = (run: JobRunLine) => {
    const at = momentOfRun(run)
    const length = jobRunSeconds(run, clock.now)
    return [
      `${jobRunKinds[run.state].word}${run.ticks > 1 ? `, ${run.ticks} ticks` : ''}${length === null ? '' : `, ${sayDuration(length)}`}`,
      at !== null && describeMoment(at, zones.zone()),
      run.attempt > 1 && `attempt ${run.attempt}`,
      run.error,
    ].filter(Boolean).join('\n')
  }
  return (
    <figure class="run-strip">
      <div class="run-strip-bars" role="img" aria-label={summary()}>
        <EachById each={ordered()}>
          {(run) => (
            <div
              class="run-bar"
              data-run={run().id}
              data-state={run().state}
              data-chosen={run().id === props.chosen || undefined}
              title={hint(run())}
              onClick={() => props.choose(run().id)}
            >
              <span
                class="run-bar-body"
                ref={(bar) =>
                  createEffect(() =>
                    bar.style.setProperty('--share', String(longest() > 0 ? seconds(run()) / longest() : 0)),
                  )
                }
              />
            </div>
          )}
        </EachById>
      </div>
      <figcaption class="run-strip-caption">
        <span class="run-strip-legend">
          {counts().map(([state, count]) => (
            <span class="run-strip-key">
              <span class="run-bar" data-state={state} aria-hidden="true">
                <span class="run-bar-body" data-key />
              </span>
              {count} {jobRunKinds[state].word}
            </span>
          ))}
        </span>
        <Show when={longest() > 0}>
          <span>tallest: {sayDuration(longest())}</span>
        </Show>
      </figcaption>
    </figure>
  )
}
