import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Choice } from '../../kit/choice.tsx'
import { Panel } from '../../kit/panel.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { Timeline } from '../../kit/timeline/timeline.tsx'
import { valuesOf } from '../../nouns/run-words.ts'
import { Slot } from '../../panels/slot.tsx'
import { fillRunsAtMost, type FillAnswer } from './documents.ts'
import { evidenceOf } from './evidence.ts'
import { FillChanges } from './fill-changes.tsx'
import { FillDetectors } from './fill-detectors.tsx'
import { EvidenceList } from './fill-evidence.tsx'
import { Figures } from './fill-figures.tsx'
import { FillHead } from './fill-head.tsx'
import { fillKinds, fillRows } from './rows.ts'
import { runSetHints, runSetWords, type FillView, type RunSet } from './view.ts'

/** All that is known of a fill. */
export const FillBody = (props: {
  app: WebApp
  fill: FillAnswer
  view: FillView
  change: (change: Partial<FillView>) => void
}) => {
  const { zones, clock } = props.app
  const runs = () => props.fill.runs.nodes
  const figures = () => props.fill.statistics ?? undefined
  const evidence = createMemo(() => {
    const [known, name] = [figures(), props.view.figure]
    return known && name !== null ? evidenceOf(known, name) : null
  })
  const rows = createMemo(() => fillRows(props.fill, runs(), props.view.detectors))
  const detectors = createMemo(() => [...new Set(runs().flatMap((run) => run.detectors.map(({ name }) => name)))].sort())
  const show = (figure: string | null) => props.change({ figure })
  const missing = () => props.fill.runs.totalCount - runs().length

  return (
    <>
      <FillHead app={props.app} fill={props.fill} runSet={props.view.runSet} />
      <Panel title="Timeline" class="fill-timeline">
        <Timeline
          label={`Fill ${props.fill.number}`}
          rows={rows()}
          kinds={fillKinds}
          zone={zones.zone()}
          now={clock.now()}
          window={props.view.window}
          choose={(window) => props.change({ window })}
          marks={evidence()?.pieces.map((piece) => ({ ...piece, label: evidence()?.title ?? '' })) ?? []}
          tools={
            <Choice
              label="Detectors"
              values={detectors()}
              words={Object.fromEntries(detectors().map((name) => [name, name]))}
              chosen={props.view.detectors}
              choose={(chosen) => props.change({ detectors: chosen })}
            />
          }
        />
        <p class="record-note">
          <Show when={missing() > 0}>
            The first {fillRunsAtMost} runs of {props.fill.runs.totalCount}.{' '}
          </Show>
          Downtimes are not recorded here yet, so they have no row.
        </p>
      </Panel>
      <div class="fill-columns">
        <Panel
          title="Statistics"
          aside={
            <Segmented
              name="run-set"
              label="Which runs count"
              segments={valuesOf(runSetWords).map((value) => ({ value, label: runSetWords[value], hint: runSetHints[value] }))}
              value={props.view.runSet}
              choose={(runSet: RunSet) => props.change({ runSet })}
            />
          }
        >
          <Show
            when={figures()}
            fallback={
              <p class="record-note">
                {props.fill.stableBeamsStart === null
                  ? 'This fill never had stable beams: there is no time that runs could cover.'
                  : 'Stable beams are still to come, by the clock of the server.'}
              </p>
            }
          >
            {(known) => (
              <>
                <Figures figures={known()} shown={props.view.figure} show={show} />
                <p class="record-note">
                  {runSetHints[props.view.runSet]}, cut to stable beams. Choose a figure to see the times and runs behind it.
                </p>
              </>
            )}
          </Show>
          <Show when={evidence()}>
            {(found) => <EvidenceList evidence={found()} runs={runs()} zone={zones.zone()} close={() => show(null)} />}
          </Show>
        </Panel>
        <Show when={(figures()?.perDetector.length ?? 0) > 0 && figures()}>
          {(known) => (
            <Panel title="Per detector">
              <FillDetectors
                figures={known()}
                sort={props.view.sort}
                descending={props.view.descending}
                order={(sort) =>
                  // Names begin with A, figures with the greatest.
                  props.change({ sort, descending: sort === props.view.sort ? !props.view.descending : sort !== 'name' })
                }
                shown={props.view.figure}
                show={show}
              />
            </Panel>
          )}
        </Show>
      </div>
      <Slot app={props.app} name="fill" context={{ number: props.fill.number }} />
      <FillChanges app={props.app} number={props.fill.number} revision={props.fill.revision} />
    </>
  )
}
