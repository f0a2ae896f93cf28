import { createEffect, createMemo, For, on, onMount, Show, type Accessor } from 'solid-js'
import { formatDuration, toIsoDuration } from '../../kit/duration.ts'
import { Icon } from '../../kit/icon.tsx'
import { Moment } from '../../kit/moment.tsx'
import { flash } from '../../kit/motion.ts'
import { Nothing } from '../../kit/nothing.tsx'
import { Quality } from '../../nouns/quality.tsx'
import { effectiveEnd, effectiveStart, runSeconds } from '../../nouns/run-times.ts'
import { definitionWords, qualityWords, stateWords } from '../../nouns/run-words.ts'
import { Tag } from '../../nouns/tag.tsx'
import type { RunRow as Run } from './documents.ts'
import type { FillEdge } from './fill-edges.ts'

/** One run. Each cell says for itself what it is, so that the row can also stand as a card on a narrow page. */
export const RunRow = (props: {
  run: Run
  zone: string
  now: Accessor<number>
  isNew: boolean
  fillEdge: FillEdge | undefined
}) => {
  let element: HTMLTableRowElement | undefined
  const start = createMemo(() => effectiveStart(props.run))
  const end = createMemo(() => effectiveEnd(props.run))
  const seconds = createMemo(() => runSeconds(props.run, props.now))

  onMount(() => props.isNew && element && flash(element))
  createEffect(
    on(
      () => props.run.revision,
      () => element && flash(element),
      { defer: true },
    ),
  )

  return (
    <tr
      ref={(row) => (element = row)}
      class="run"
      role="row"
      data-state={props.run.state}
      data-fill={props.run.fill ? (props.fillEdge ?? 'within') : undefined}
      data-run={props.run.number}
    >
      <th class="run-number" role="rowheader" scope="row">
        <span class="run-node" aria-hidden="true" />
        {props.run.number}
      </th>
      <td class="run-state" role="cell">
        {stateWords[props.run.state]}
      </td>
      <td class="run-definition" role="cell">
        {definitionWords[props.run.definition]}
      </td>
      <td class="run-type" role="cell" title={props.run.type?.name}>
        {props.run.type?.name ?? <Nothing />}
      </td>
      <td class="run-quality" role="cell">
        <Quality quality={props.run.quality} />
      </td>
      <td class="run-start" role="cell">
        <Show when={start()} fallback={<Nothing />}>
          {(at) => (
            <Moment
              at={at()}
              zone={props.zone}
              hint={props.run.triggerStartedAt ? 'Start of the trigger' : 'Start by the control system'}
            />
          )}
        </Show>
      </td>
      <td class="run-end" role="cell">
        <Show when={end()} fallback={<Nothing />}>
          {(at) => (
            <Moment
              at={at()}
              zone={props.zone}
              after={start()}
              hint={props.run.triggerEndedAt ? 'End of the trigger' : 'End by the control system'}
            />
          )}
        </Show>
      </td>
      <td class="run-duration" role="cell">
        <Show when={seconds() !== null} fallback={<Nothing />}>
          <time datetime={toIsoDuration(seconds() ?? 0)}>{formatDuration(seconds() ?? 0)}</time>
        </Show>
      </td>
      <td class="run-fill" role="cell" data-label="Fill">
        {props.run.fill?.number ?? <Nothing />}
      </td>
      <td class="run-environment" role="cell" data-label="Environment" title={props.run.environment?.id}>
        {props.run.environment?.id ?? <Nothing />}
      </td>
      <td class="run-detectors" role="cell" data-label="Detectors">
        <Detectors run={props.run} />
      </td>
      <td class="run-tags" role="cell" title={props.run.tags.map(({ text }) => text).join(', ')}>
        <For each={props.run.tags}>{(tag) => <Tag text={tag.text} color={tag.color} hint={tag.description} />}</For>
      </td>
    </tr>
  )
}

/** So many are named where there is room; where there is little, one. */
const named = 3

/** How many took part, and by name those whose data is bad; all of them on hover. */
const Detectors = (props: { run: Run }) => {
  const bad = createMemo(() => props.run.detectors.filter(({ quality }) => quality === 'BAD'))
  const all = () =>
    props.run.detectors
      .map(({ name, quality }) => (quality === 'NONE' ? name : `${name} ${qualityWords[quality]}`))
      .join('\n')
  return (
    <Show when={props.run.detectors.length > 0} fallback={<Nothing />}>
      <span class="detectors" title={all()}>
        <span class="detectors-count">{props.run.detectors.length}</span>
        <For each={bad().slice(0, named)}>
          {({ name }) => (
            <span class="detectors-bad">
              <Icon name="cross" />
              <span class="visually-hidden">bad: </span>
              {name}
            </span>
          )}
        </For>
        <Show when={bad().length > named}>
          <span class="detectors-more">+{bad().length - named}</span>
        </Show>
        <Show when={bad().length > 1}>
          <span class="detectors-more detectors-more-narrow" aria-hidden="true">
            +{bad().length - 1}
          </span>
        </Show>
      </span>
    </Show>
  )
}
