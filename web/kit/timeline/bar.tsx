import { Show } from 'solid-js'
import { fitText, type Bar } from './layout.ts'
import type { Kind } from './model.ts'
import { patternOf } from './patterns.tsx'

type BarProps = { id: string; bar: Bar; kind: Kind | undefined; words: string; isTabStop: boolean }

const singleOf = ({ intervals }: Bar) => (intervals.length === 1 ? intervals[0] : undefined)
const toneOf = (props: BarProps) => props.kind?.tone ?? 'many'

/** One bar: a link where what it shows has a page; several that stand close together open when they are clicked. */
export const BarMark = (props: BarProps) => (
  <Show
    when={singleOf(props.bar)?.href}
    fallback={
      <g
        class="timeline-bar"
        role={singleOf(props.bar) ? 'img' : 'button'}
        tabindex={props.isTabStop ? 0 : -1}
        aria-label={props.words}
        data-bar={props.bar.id}
        data-tone={toneOf(props)}
      >
        <BarShape {...props} />
      </g>
    }
  >
    {/* Within a group: only there does the compiler know that this is the link of a drawing. */}
    {(href) => (
      <g>
        <a
          class="timeline-bar"
          href={href()}
          tabindex={props.isTabStop ? 0 : -1}
          aria-label={props.words}
          data-bar={props.bar.id}
          data-tone={toneOf(props)}
        >
          <BarShape {...props} />
        </a>
      </g>
    )}
  </Show>
)

const letter = 6.4
const room = 10
/** Lower bars have no room for words. */
const leastHeight = 14

const BarShape = (props: BarProps) => {
  const text = () => {
    const { intervals, width, height } = props.bar
    const label = singleOf(props.bar)?.label ?? `${intervals.length}`
    const fitting = fitText(label, width - room, letter)
    // A part of a number would be another number.
    const isOfUse = fitting === label || (fitting.length > 4 && !/^\d+$/.test(label))
    return height >= leastHeight && isOfUse ? fitting : ''
  }
  const right = () => props.bar.x + props.bar.width
  return (
    <>
      <rect
        class="timeline-bar-ground"
        x={props.bar.x}
        y={props.bar.y}
        width={props.bar.width}
        height={props.bar.height}
        rx="2"
      />
      <Show when={patternOf(props.id, toneOf(props))}>
        {(fill) => (
          <rect
            class="timeline-bar-pattern"
            x={props.bar.x}
            y={props.bar.y}
            width={props.bar.width}
            height={props.bar.height}
            rx="2"
            fill={fill()}
          />
        )}
      </Show>
      <Show when={props.bar.isOpen}>
        <path
          class="timeline-bar-open"
          d={`M${right() - 1} ${props.bar.y}l4 ${props.bar.height / 2}l-4 ${props.bar.height / 2}`}
        />
      </Show>
      <Show when={text()}>
        {(words) => (
          <text class="timeline-bar-text" x={props.bar.x + room / 2} y={props.bar.y + props.bar.height / 2 + 4}>
            {words()}
          </text>
        )}
      </Show>
    </>
  )
}
