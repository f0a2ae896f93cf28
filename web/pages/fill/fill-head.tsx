import { A } from '@solidjs/router'
import { Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { CopyMenu } from '../../kit/copy-menu.tsx'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Moment } from '../../kit/moment.tsx'
import { Nothing } from '../../kit/nothing.tsx'
import { Neighbour, RecordFact } from '../../kit/record.tsx'
import { figureWords, isStable, luminosityWords, stableSeconds } from '../../nouns/fill-words.ts'
import { fillPath } from '../../nouns/paths.ts'
import { fillElsewhereDocument, type FillAnswer } from './documents.ts'
import type { RunSet } from './view.ts'

const stateOf = ({ stableBeamsStart, stableBeamsEnd }: FillAnswer) =>
  stableBeamsStart === null ? 'no stable beams' : stableBeamsEnd === null ? 'stable beams' : 'over'

/** What the fill is, and where it stands. */
export const FillHead = (props: { app: WebApp; fill: FillAnswer; runSet: RunSet }) => {
  const { zones, clock } = props.app
  const start = () => (props.fill.stableBeamsStart === null ? null : Date.parse(props.fill.stableBeamsStart))
  const isOn = () => isStable(props.fill)
  const seconds = () => stableSeconds(props.fill, clock.now)
  const path = (fill: { number: number } | null) => (fill ? fillPath(fill.number) : null)
  return (
    <header class="record-head">
      <div class="record-line">
        <h1 class="record-title">
          <span class="record-noun">Fill</span> {props.fill.number}
        </h1>
        <p class="record-state" role="status" data-tone={isOn() ? 'live' : undefined}>
          {stateOf(props.fill)}
        </p>
        <nav class="record-nav" aria-label="Fills beside this one">
          <Neighbour label="Previous" href={path(props.fill.previous)} keys="[" none="There is no fill before this one">
            {props.fill.previous?.number}
          </Neighbour>
          <Neighbour label="Next" href={path(props.fill.next)} keys="]" none="There is no fill after this one yet">
            {props.fill.next?.number}
          </Neighbour>
          <A class="button" href={`/runs?q=${encodeURIComponent(`fill:${props.fill.number}`)}`}>
            Its runs
          </A>
          <CopyMenu
            toasts={props.app.toasts}
            path={fillPath(props.fill.number)}
            document={fillElsewhereDocument}
            variables={{ number: props.fill.number, runs: props.runSet }}
          />
        </nav>
      </div>
      <dl class="record-facts">
        <RecordFact label="Stable beams from">
          <Show when={start()} fallback={<Nothing why="Stable beams were never declared" />}>
            {(at) => <Moment at={at()} zone={zones.zone()} hint="Stable beams declared" />}
          </Show>
        </RecordFact>
        <RecordFact label="to">
          <Show when={props.fill.stableBeamsEnd} fallback={isOn() ? 'they go on' : <Nothing />}>
            {(at) => <Moment at={Date.parse(at())} zone={zones.zone()} after={start()} hint="End of stable beams" />}
          </Show>
        </RecordFact>
        <RecordFact label="Length" hint={isOn() ? 'So far' : 'Of stable beams'}>
          <Show when={seconds() !== null} fallback={<Nothing />}>
            <time datetime={toIsoDuration(seconds() ?? 0)}>{formatDuration(seconds() ?? 0)}</time>
          </Show>
        </RecordFact>
        <RecordFact label="Beams">{props.fill.beamType ?? <Nothing />}</RecordFact>
        <RecordFact label="Energy" hint="Per beam">
          <Show when={props.fill.energyGeV !== null} fallback={<Nothing />}>
            {figureWords(props.fill.energyGeV ?? 0, 1)} GeV
          </Show>
        </RecordFact>
        <RecordFact label="Colliding bunches" hint="At this experiment">
          <Show when={props.fill.collidingBunches !== null} fallback={<Nothing />}>
            {figureWords(props.fill.collidingBunches ?? 0)}
          </Show>
        </RecordFact>
        <RecordFact label="Delivered luminosity">
          <Show when={props.fill.deliveredLuminosity !== null} fallback={<Nothing why={isOn() ? 'Not told yet' : 'Not known'} />}>
            {luminosityWords(props.fill.deliveredLuminosity ?? 0)}
          </Show>
        </RecordFact>
        <RecordFact label="Filling scheme">{props.fill.fillingScheme ?? <Nothing />}</RecordFact>
      </dl>
    </header>
  )
}
