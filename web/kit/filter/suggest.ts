import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'

export type Suggested = { readonly value: string; readonly count?: number | null }
/** Values of a key that the data know, best first. `prefix` is what was typed of one. */
export type Suggest = (key: string, prefix: string, signal: AbortSignal) => Promise<readonly Suggested[]>

const pauseMs = 120
const none: readonly Suggested[] = []

/** The answers to the newest question only; a failed one is as good as none: suggestions are a help, not a need. */
export const createSuggested = (
  asked: Accessor<{ key: string; prefix: string } | null>,
  suggest: Accessor<Suggest | undefined>,
): Accessor<readonly Suggested[]> => {
  const [found, setFound] = createSignal(none)
  const kept = new Map<string, readonly Suggested[]>()
  let asking: AbortController | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    clearTimeout(pause)
    asking?.abort()
  }
  createEffect(
    on(
      () => {
        const question = asked()
        return question && `${question.key}:${question.prefix}`
      },
      (name) => {
        stop()
        const question = asked()
        const ask = suggest()
        const known = name === null ? none : kept.get(name)
        if (known || !question || !ask || name === null) {
          setFound(known ?? none)
          return
        }
        const control = new AbortController()
        asking = control
        pause = setTimeout(() => {
          ask(question.key, question.prefix, control.signal).then(
            (values) => {
              if (control.signal.aborted) return
              kept.set(name, values)
              setFound(values)
            },
            () => !control.signal.aborted && setFound(none),
          )
        }, pauseMs)
      },
    ),
  )
  onCleanup(stop)
  return found
}
