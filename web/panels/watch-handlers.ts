const watched = ['click', 'input', 'change', 'keydown', 'submit', 'pointerdown'] as const

/**
 * Tells of errors that handlers of events within an element throw: no error boundary sees those. They still reach the
 * console. Returns how to stop.
 */
export const watchHandlers = (element: HTMLElement, failed: (error: unknown) => void): (() => void) => {
  const stopping = new AbortController()
  const { signal } = stopping
  let handling = 0
  // Not a microtask: those run between the handlers of one event.
  const begin = () => {
    handling += 1
    setTimeout(() => (handling -= 1))
  }
  for (const type of watched) element.addEventListener(type, begin, { capture: true, signal })
  // The browser reports what a handler throws at once, so what is being handled now is whose fault it is.
  addEventListener('error', ({ error }: ErrorEvent) => handling > 0 && failed(error), { signal })
  return () => stopping.abort()
}
