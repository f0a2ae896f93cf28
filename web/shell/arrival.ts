import { useLocation } from '@solidjs/router'
import { createEffect, on, onCleanup } from 'solid-js'

/** So long (ms) a heading may let wait for itself: its page is still being fetched. */
const patienceMs = 5000

/** Calls back with the heading of the page as soon as it is there; returns how to call that off. */
const whenHeading = (place: HTMLElement, found: (heading: HTMLElement) => void): (() => void) => {
  const look = () => {
    const heading = place.querySelector<HTMLElement>('h1')
    if (heading) {
      stop()
      found(heading)
    }
  }
  const observer = new MutationObserver(look)
  const timer = setTimeout(() => stop(), patienceMs)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(place, { childList: true, subtree: true })
  look()
  return stop
}

/**
 * After a link has led to another page the focus goes to its heading: a screen reader reads it, and Tab goes on from
 * there. Not when the page itself, or a window in front, has taken the focus; and not when the page is opened.
 */
export const createArrival = (content: () => HTMLElement | undefined): void => {
  const location = useLocation()
  let callOff: () => void = () => undefined
  createEffect(
    on(
      () => location.pathname,
      () => {
        callOff()
        const place = content()
        if (!place) return
        callOff = whenHeading(place, (heading) => {
          const held = document.activeElement
          if (document.querySelector('dialog:modal') || (held && place.contains(held) && held !== place)) return
          heading.tabIndex = -1
          heading.focus({ preventScroll: true })
        })
      },
      { defer: true },
    ),
  )
  onCleanup(() => callOff())
}
