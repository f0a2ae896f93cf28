// The pattern of each tone. Good is plain, so that most of a good day is calm.

/** To be laid over the ground of a bar: `url(#<id>-<tone>)`. */
export const Patterns = (props: { id: string }) => (
  <defs>
    <pattern id={`${props.id}-bad`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line class="timeline-ink" data-tone="bad" x1="0" x2="0" y1="0" y2="6" stroke-width="2.5" />
    </pattern>
    <pattern id={`${props.id}-test`} width="6" height="6" patternUnits="userSpaceOnUse">
      <circle class="timeline-dot" data-tone="test" cx="3" cy="3" r="1.1" />
    </pattern>
    <pattern id={`${props.id}-warn`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <line class="timeline-ink" data-tone="warn" x1="0" x2="0" y1="0" y2="6" stroke-width="1.5" />
    </pattern>
    <pattern id={`${props.id}-accent`} width="6" height="4" patternUnits="userSpaceOnUse">
      <line class="timeline-ink" data-tone="accent" x1="0" x2="6" y1="2" y2="2" stroke-width="1" />
    </pattern>
    <pattern id={`${props.id}-orange`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <path class="timeline-ink" data-tone="orange" d="M0 0h7M0 0v7" fill="none" stroke-width="2" />
    </pattern>
    <pattern id={`${props.id}-black`} width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <line class="timeline-ink" data-tone="black" x1="0" x2="0" y1="0" y2="4" stroke-width="2" />
    </pattern>
    <pattern id={`${props.id}-many`} width="3" height="4" patternUnits="userSpaceOnUse">
      <line class="timeline-ink" data-tone="many" x1="1" x2="1" y1="0" y2="4" stroke-width="1" />
    </pattern>
  </defs>
)

const patterned = new Set(['bad', 'test', 'warn', 'accent', 'orange', 'black', 'many'])

/** What to fill with, over the ground; nothing for tones that have no pattern. */
export const patternOf = (id: string, tone: string): string | undefined =>
  patterned.has(tone) ? `url(#${id}-${tone})` : undefined
