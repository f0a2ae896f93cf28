import { createEffect, createRoot, createSignal, on, type Signal } from 'solid-js'
import type { WebApp } from '../../../web/app.ts'

const counters = new WeakMap<WebApp, Signal<number>>()

const counterOf = (app: WebApp): Signal<number> => {
  const known = counters.get(app)
  if (known) return known
  // Of no panel: it goes on when the one that asked first is gone.
  const made = createRoot(() => createSignal(0))
  counters.set(app, made)
  return made
}

/** Says to the other panels that something was changed here: a mute makes other states of the messages. */
export const tellNews = (app: WebApp): void => void counterOf(app)[1]((count) => count + 1)

/** Does this each time that something was changed in one of the panels. */
export const onNews = (app: WebApp, act: () => void): void => {
  const [count] = counterOf(app)
  createEffect(on(count, act, { defer: true }))
}
