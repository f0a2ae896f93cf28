import { createMemo, For, Show } from 'solid-js'
import { formatDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { RunLink } from '../../nouns/links.tsx'
import { Quality } from '../../nouns/quality.tsx'
import type { FillRun } from './documents.ts'
import type { Evidence, Piece } from './evidence.ts'

/** What a figure is made of: its times one by one, with their runs as links. */
export const EvidenceList = (props: {
  evidence: Evidence
  runs: readonly FillRun[]
  zone: string
  close: () => void
}) => {
  const byNumber = createMemo(() => new Map(props.runs.map((run) => [run.number, run])))
  const total = () => props.evidence.pieces.reduce((sum, { seconds }) => sum + seconds, 0)
  const isTimeless = () => props.evidence.pieces.length === 0 && props.evidence.runs.length > 0
  return (
    <section class="evidence" aria-label={`Behind ${props.evidence.title}`} data-evidence={props.evidence.title}>
      <header class="evidence-head">
        <h3 class="evidence-title">{props.evidence.title}</h3>
        <p class="record-note">{props.evidence.rule}</p>
        <button type="button" class="icon-button" aria-label="Close" title="Close" onClick={() => props.close()}>
          <Icon name="cross" />
        </button>
      </header>
      <Show when={isTimeless()}>
        <p class="evidence-runs">
          <For each={props.evidence.runs}>{(number) => <RunLink number={number} />}</For>
        </p>
      </Show>
      <Show
        when={props.evidence.pieces.length > 0}
        fallback={<p class="record-note">{isTimeless() ? '' : 'There is nothing behind it: no such time in this fill.'}</p>}
      >
        <div class="record-scroll" tabindex="0" role="region" aria-label={`Times behind ${props.evidence.title}`}>
          <table class="record-table evidence-table">
            <thead>
              <tr>
                <th scope="col">{props.evidence.kind === 'lost' ? 'Between' : 'Runs'}</th>
                <th scope="col" class="record-number">
                  Length
                </th>
                <th scope="col">From</th>
                <th scope="col">To</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.evidence.pieces}>
                {(piece) => (
                  <tr>
                    <td>
                      <Show when={props.evidence.kind === 'lost'} fallback={<PieceRuns piece={piece} byNumber={byNumber()} />}>
                        <Edges piece={piece} />
                      </Show>
                    </td>
                    <td class="record-number">{formatDuration(piece.seconds)}</td>
                    <td>
                      <Moment at={piece.start} zone={props.zone} />
                    </td>
                    <td>
                      <Moment at={piece.end} zone={props.zone} after={piece.start} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
            <Show when={props.evidence.pieces.length > 1}>
              <tfoot>
                <tr>
                  <th scope="row">Sum of {props.evidence.pieces.length}</th>
                  <td class="record-number">{formatDuration(total())}</td>
                  <td colspan="2" />
                </tr>
              </tfoot>
            </Show>
          </table>
        </div>
      </Show>
    </section>
  )
}

const PieceRuns = (props: { piece: Piece; byNumber: ReadonlyMap<number, FillRun> }) => (
  <span class="evidence-runs">
    <For each={props.piece.runs}>
      {(number) => (
        <span class="evidence-run">
          <RunLink number={number} />
          <Show when={props.byNumber.get(number)}>{(run) => <Quality quality={run().quality} />}</Show>
        </span>
      )}
    </For>
  </span>
)

const Edges = (props: { piece: Piece }) => (
  <span class="evidence-runs">
    <Show when={props.piece.before} fallback="start of stable beams">
      {(number) => <RunLink number={number()} />}
    </Show>
    <span aria-hidden="true">→</span>
    <span class="visually-hidden">and</span>
    <Show when={props.piece.after} fallback="end of stable beams">
      {(number) => <RunLink number={number()} />}
    </Show>
  </span>
)
