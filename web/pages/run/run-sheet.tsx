import { createEffect, on, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Slot } from '../../panels/slot.tsx'
import { ConditionsPanel } from './conditions-panel.tsx'
import { CountersPanel } from './counters-panel.tsx'
import { DetectorsPanel } from './detectors-panel.tsx'
import { mostNeighbours, surroundingsDocument, type RunFacts } from './documents.ts'
import { EndReasonsPanel } from './end-reasons-panel.tsx'
import { EnvironmentPanel } from './environment-panel.tsx'
import { FillPanel } from './fill-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { JudgeDialog } from './judge-dialog.tsx'
import { RunHead } from './run-head.tsx'
import { followSurroundings } from './surroundings.ts'
import { TimelinePanel } from './timeline-panel.tsx'
import { createVerdicts } from './verdicts.ts'

/** One run that is there: its state line, and the panels below. Made anew for each run. */
export const RunSheet = (props: { app: WebApp; run: RunFacts; reload: () => Promise<void> }) => {
  const { api } = props.app
  const { number } = props.run
  const verdicts = createVerdicts(
    props.app,
    () => props.run,
    () => props.reload(),
  )
  const surroundings = createQuery(api, surroundingsDocument, () => ({ number, neighbours: mostNeighbours }))
  followSurroundings(api, surroundings)
  whenRevised(
    () => props.run.revision,
    () => void surroundings.reload(),
  )

  return (
    <>
      <RunHead app={props.app} run={props.run} verdicts={verdicts} reload={props.reload} />
      <div class="sheet-panels">
        <TimelinePanel app={props.app} run={props.run} surroundings={surroundings} />
        <DetectorsPanel run={props.run} verdicts={verdicts} />
        <EndReasonsPanel app={props.app} run={props.run} reload={props.reload} />
        <div class="sheet-stack">
          <FillPanel app={props.app} run={props.run} surroundings={surroundings} />
          <CountersPanel run={props.run} />
        </div>
        <EnvironmentPanel app={props.app} run={props.run} surroundings={surroundings} />
        <ConditionsPanel run={props.run} />
        <div class="sheet-wide">
          <Slot app={props.app} name="run" context={{ number }} />
        </div>
        <HistoryPanel app={props.app} number={number} revision={props.run.revision} />
      </div>
      <JudgeDialog app={props.app} verdicts={verdicts} number={number} />
    </>
  )
}

const whenRevised = (revision: Accessor<number>, act: () => void) => createEffect(on(revision, act, { defer: true }))
