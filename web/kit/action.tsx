import type { JSX } from 'solid-js'

/**
 * A button that says why it does nothing. It stays in reach of the keyboard while it is off, so that the reason can be
 * read: a button that is `disabled` tells nobody anything.
 */
export const Action = (props: {
  /** Why it can't be used now; undefined when it can. */
  whyNot: string | undefined
  act: () => void
  class?: string
  kind?: 'main' | 'danger' | undefined
  /** For a button without words. */
  label?: string | undefined
  hint?: string | undefined
  pressed?: boolean | undefined
  children: JSX.Element
}) => (
  <button
    type="button"
    class={props.class ?? 'button'}
    data-kind={props.kind}
    aria-disabled={props.whyNot !== undefined || undefined}
    aria-label={props.label}
    aria-pressed={props.pressed}
    title={props.whyNot ?? props.hint}
    onClick={() => props.whyNot === undefined && props.act()}
  >
    {props.children}
  </button>
)
