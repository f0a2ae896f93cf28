import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { RecordFact } from '../../kit/record.tsx'
import { EnvironmentLink, FillLink } from '../../nouns/links.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { effectiveStart, runSeconds } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords, stateWords } from '../../nouns/run-words.ts'
import type { RunFacts } from './documents.ts'
import { EndRun } from './end-run.tsx'
import { RunJudge } from './run-judge.tsx'
import { RunTags } from './run-tags.tsx'
import type { Verdicts } from './verdicts.ts'

/** The state line: what the run is, how it stands, who began and ended it, and when. */
export const RunHead = (props: { app: WebApp; run: RunFacts; verdicts: Verdicts; reload: () => Promise<void> }) => {
  const { clock, zones } = props.app
  const seconds = createMemo(() => runSeconds(props.run, clock.now))
  const start = createMemo(() => effectiveStart(props.run))
  const moment = (text: string | null, hint: string, by: string | null = null) => (
    <Show when={text} fallback={<Nothing />}>
      {(known) => (
        <>
          <Moment at={Date.parse(known())} zone={zones.zone()} hint={hint} />
          <Show when={by}>
            <span class="sheet-by">by {by}</span>
          </Show>
        </>
      )}
    </Show>
  )
  return (
    <header class="sheet-head" data-state={props.run.state}>
      <div class="sheet-line">
        <h1 class="sheet-title">
          <span class="record-noun">Run</span> {props.run.number}
        </h1>
        <p class="sheet-state" role="status">
          {stateWords[props.run.state]}
        </p>
        <Show when={props.verdicts.of(null) !== 'NONE'} fallback={<span class="nothing">{qualityWords.NONE}</span>}>
          <Quality quality={props.verdicts.of(null)} />
        </Show>
        <span class="sheet-definition">
          {definitionWords[props.run.definition]}
          <Show when={props.run.definitionIsExplicit}>
            <span class="sheet-explicit" title="Its source said so: the rules leave it alone"> as told</span>
          </Show>
        </span>
        <p class="sheet-duration">
          <Show when={seconds() !== null} fallback={<span class="sheet-lost">{durationWords(props.run)}</span>}>
            <time datetime={toIsoDuration(seconds() ?? 0)} title={durationHint(props.run)}>
              {formatDuration(seconds() ?? 0)}
            </time>
          </Show>
        </p>
      </div>
      <dl class="sheet-facts">
        <RecordFact label="Started">
          {moment(props.run.startedAt, 'Start by the control system', props.run.startedBy)}
          <Show when={!props.run.startedAt && props.run.startedBy}>
            <span class="sheet-by">by {props.run.startedBy}</span>
          </Show>
        </RecordFact>
        <RecordFact label="Trigger on">{moment(props.run.triggerStartedAt, 'Start of the trigger')}</RecordFact>
        <RecordFact label="Trigger off">
          <Show when={props.run.triggerEndedAt} fallback={<Nothing />}>
            {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} after={start()} hint="End of the trigger" />}
          </Show>
        </RecordFact>
        <RecordFact label="Ended">
          <Show when={props.run.endedAt} fallback={<Nothing why={stateWords[props.run.state]} />}>
            {(at) => (
              <Moment at={Date.parse(at())} zone={zones.zone()} after={start()} hint="End by the control system" />
            )}
          </Show>
          <Show when={props.run.endedBy}>
            <span class="sheet-by">by {props.run.endedBy}</span>
          </Show>
          <EndRun app={props.app} run={props.run} reload={props.reload} />
        </RecordFact>
        <RecordFact label="Type">{props.run.type?.name ?? <Nothing />}</RecordFact>
        <RecordFact label="Period">{props.run.period?.name ?? <Nothing />}</RecordFact>
        <RecordFact label="Fill">
          <Show when={props.run.fill} fallback={<Nothing why="in no fill" />}>
            {(fill) => <FillLink number={fill().number} />}
          </Show>
        </RecordFact>
        <RecordFact label="Environment">
          <Show when={props.run.environment} fallback={<Nothing />}>
            {(environment) => <EnvironmentLink id={environment().id} />}
          </Show>
        </RecordFact>
      </dl>
      <p class="sheet-zone">Times in {zones.zone()}</p>
      <div class="sheet-edits">
        <RunJudge verdicts={props.verdicts} run={props.run} />
        <RunTags app={props.app} run={props.run} reload={props.reload} />
      </div>
    </header>
  )
}

const durationWords = ({ state }: RunFacts): string =>
  state === 'LOST' ? 'lost: no end was told for more than 48 h' : 'duration not known'

const durationHint = ({ state, triggerStartedAt, triggerEndedAt }: RunFacts): string =>
  state === 'RUNNING'
    ? 'So far'
    : `From ${triggerStartedAt ? 'trigger on' : 'start'} to ${triggerEndedAt ? 'trigger off' : 'end'}`
