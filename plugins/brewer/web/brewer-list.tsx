import { A } from '@solidjs/router'
import { createEffect, For, on, Show } from 'solid-js'
import { EachById } from '../../../web/kit/each-by-id.tsx'
import { Moment } from '../../../web/kit/moment.tsx'
import { Nothing } from '../../../web/kit/nothing.tsx'
import { InstrumentStatus } from '../../../web/nouns/instrument-status.tsx'
import { InstrumentLink } from '../../../web/nouns/links.tsx'
import { masksText } from '../codes/masks.ts'
import { isSilent, sayIncident } from './brewer.ts'
import { LevelSign } from './brewer-level.tsx'
import { conditionHints, levelWords } from './brewer-words.ts'
import { writeMask } from './mask-text.ts'
import { saySince, type Seen } from './seen.ts'

/** On a phone, where all of the page scrolls, the list has the worst alone until somebody asks for all; one or two more it just has. */
const worstCount = 6
const foldedAbove = 8

/** What the map shows, in words. */
export const BrewerList = (props: {
  seen: readonly Seen[]
  now: number
  zone: string
  pointed: string | null
  point: (name: string | null) => void
  /** The address at which these masks are taken apart. */
  decoderOf: (mask: string) => string
  isWhole: boolean
  showWhole: (isWhole: boolean) => void
}) => {
  let list: HTMLUListElement | undefined
  const canFold = () => props.seen.length > foldedAbove
  let isPressed = false
  const fold = () => {
    isPressed = true
    props.showWhole(!props.isWhole)
  }
  // The focus goes on where the reader does: to the first that was not there, or back to the beginning.
  createEffect(
    on(
      () => props.isWhole,
      (isWhole) => {
        if (!isPressed) return
        isPressed = false
        list?.children[isWhole ? worstCount : 0]?.querySelector('a')?.focus({ preventScroll: isWhole })
      },
      { defer: true },
    ),
  )
  return (
    <Show when={props.seen.length > 0} fallback={<p class="brewer-none">No Brewer is like that.</p>}>
      <ul
        ref={(element) => (list = element)}
        class="brewer-list"
        data-folded={(canFold() && !props.isWhole) || undefined}
        aria-label="Brewers, the worst first"
      >
        <EachById each={props.seen.map((one) => ({ ...one, id: one.brewer.instrument.name }))}>
          {(row) => (
            <li
              class="brewer-row"
              data-brewer={row().id}
              data-condition={row().standing.condition}
              data-pointed={props.pointed === row().id || undefined}
              onPointerEnter={() => props.point(row().id)}
              onPointerLeave={() => props.point(null)}
              onFocusIn={() => props.point(row().id)}
              onFocusOut={() => props.point(null)}
            >
              <p class="brewer-row-head">
                <InstrumentStatus status={row().standing.condition} hint={conditionHints[row().standing.condition]} />
                <span class="brewer-row-name">
                  <InstrumentLink name={row().id} />
                  <Show when={row().brewer.station}>{(station) => <span class="brewer-station">{station()}</span>}</Show>
                </span>
                <span class="brewer-since">{saySince(row().standing, props.now)}</span>
              </p>
              <Show when={row().standing.worst}>
                {(worst) => (
                  <p class="brewer-worst">
                    <Show when={isSilent(row().standing)}>
                      <span class="brewer-then" title={`It was ${levelWords[worst().level]} when it was last heard`}>
                        <LevelSign level={worst().level} />
                        <span class="visually-hidden">{levelWords[worst().level]} when last heard: </span>
                      </span>
                    </Show>
                    <span title={worst().message}>{sayIncident(worst())}</span>
                    <Show when={row().brewer.openEvents.length > 1}>
                      <span class="brewer-more"> and {row().brewer.openEvents.length - 1} more</span>
                    </Show>
                  </p>
                )}
              </Show>
              <p class="brewer-row-foot">
                <span>
                  last record{' '}
                  <Show when={row().brewer.lastRecordAt} fallback={<Nothing why="No record of it has a time" />}>
                    {(at) => <Moment at={Date.parse(at())} zone={props.zone} />}
                  </Show>
                </span>
                <Show when={row().brewer.masks}>
                  {(masks) => (
                    <A
                      class="brewer-row-masks"
                      href={props.decoderOf(writeMask(masks()))}
                      title="Bytes A to D of its newest day; what they mean"
                    >
                      <span class="visually-hidden">Masks of {row().id}: </span>
                      <For each={masksText(masks()).split(' ')}>{(byte) => <code>{byte}</code>}</For>
                    </A>
                  )}
                </Show>
              </p>
            </li>
          )}
        </EachById>
      </ul>
      <Show when={canFold()}>
        <button type="button" class="button brewer-fold" aria-expanded={props.isWhole} onClick={fold}>
          {props.isWhole ? `Show the worst ${worstCount} only` : `Show all ${props.seen.length}`}
        </button>
      </Show>
    </Show>
  )
}
