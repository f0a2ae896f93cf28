import { createUniqueId, type JSX } from 'solid-js'
import './menu.css'
import './popover.css'

/** Keeps what pops up under its button and inside the window (px from the edges). */
export const placeUnder = (button: HTMLElement, panel: HTMLElement, edge = 8): void => {
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  // A button in the right half has its panel end where the button ends.
  const wanted = left + right > clientWidth ? right - panel.offsetWidth : left
  const under = bottom + 4
  const fitsUnder = under + panel.offsetHeight <= clientHeight - edge
  // Written to the element, where the pages' policy lets scripts write; a style attribute it would refuse.
  panel.style.left = `${Math.max(edge, Math.min(wanted, clientWidth - panel.offsetWidth - edge))}px`
  panel.style.top = `${fitsUnder ? under : Math.max(edge, top - panel.offsetHeight - 4)}px`
}

/**
 * A button and what it pops up: links, switches, facts. The browser's own popover: Escape and a click beside it close
 * it, Tab goes from the button into it.
 */
export const Menu = (props: {
  /** What the button is called where its face doesn't say so. */
  label: string
  class: string
  /** The face of the button. */
  face: JSX.Element
  children: JSX.Element
}) => {
  const id = createUniqueId()
  let button: HTMLButtonElement | undefined
  let panel: HTMLDivElement | undefined
  const place = () => button && panel?.matches(':popover-open') && placeUnder(button, panel)
  const opened = (event: ToggleEvent) => {
    if (event.newState === 'open') addEventListener('resize', place)
    else removeEventListener('resize', place)
    place()
  }
  return (
    <>
      <button
        ref={(element) => (button = element)}
        type="button"
        class={props.class}
        aria-label={props.label}
        popoverTarget={id}
      >
        {props.face}
      </button>
      <div
        ref={(element) => (panel = element)}
        id={id}
        popover
        class="popover menu"
        role="group"
        aria-label={props.label}
        onToggle={opened}
        // A link in it has led somewhere.
        onClick={(event) => event.target instanceof Element && event.target.closest('a') && panel?.hidePopover()}
      >
        {props.children}
      </div>
    </>
  )
}
