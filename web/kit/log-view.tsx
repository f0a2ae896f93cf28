import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { readLogLine } from './log-line.ts'
import { Moment } from './moment.tsx'
import './log-view.css'

/** So close (px) to its end a log counts as read to the end. */
const nearEnd = 8

/** What something says while it runs. It follows the end as lines come, until the reader scrolls back. */
export const LogView = (props: {
  /** `<RFC 3339> <text>` each. */
  lines: readonly string[]
  zone: string
  /** More lines may come. */
  isGrowing: boolean
  label: string
}) => {
  const [isFollowing, setFollowing] = createSignal(true)
  let list: HTMLOListElement | undefined
  const toEnd = () => list?.scrollTo({ top: list.scrollHeight })
  createEffect(
    on(
      () => [props.lines.length, isFollowing()] as const,
      ([, following]) => following && props.isGrowing && queueMicrotask(toEnd),
    ),
  )
  const isAtEnd = (element: HTMLElement) => element.scrollHeight - element.scrollTop - element.clientHeight <= nearEnd
  return (
    <div class="log-view">
      <div class="log-view-head">
        <span>{props.lines.length === 1 ? '1 line' : `${props.lines.length} lines`}</span>
        <Show when={props.isGrowing}>
          <label class="log-view-follow">
            <input type="checkbox" checked={isFollowing()} onChange={(event) => setFollowing(event.currentTarget.checked)} />
            Follow
          </label>
        </Show>
      </div>
      <Show when={props.lines.length > 0} fallback={<p class="nothing">It has said nothing{props.isGrowing ? ' yet' : ''}.</p>}>
        <ol
          ref={(element) => (list = element)}
          class="log-view-lines"
          tabindex="0"
          aria-label={props.label}
          onScroll={(event) => setFollowing(isAtEnd(event.currentTarget))}
        >
          <For each={props.lines}>
            {(line) => {
              const { at, text } = readLogLine(line)
              return (
                <li class="log-view-line">
                  <Show when={at !== null} fallback={<span />}>
                    <Moment at={at ?? 0} zone={props.zone} after={at} />
                  </Show>
                  <span class="log-view-text">{text}</span>
                </li>
              )
            }}
          </For>
        </ol>
      </Show>
    </div>
  )
}
