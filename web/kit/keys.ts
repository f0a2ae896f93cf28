import { createSignal, onCleanup, type Accessor } from 'solid-js'
import { tinykeys } from 'tinykeys'

/** A key (`j`), a sequence (`g r`) or a chord (`$mod+k`), in the words of tinykeys, and what it does. */
export type Shortcut = {
  readonly keys: string
  /** In the words of the list of keys: "Next run". */
  readonly what: string
  /** Under which head of that list: the page, or "Everywhere". */
  readonly group: string
  readonly run: (event: KeyboardEvent) => void
  /** Also while somebody types; chords only. */
  readonly whileTyping?: boolean
}

export type Keys = {
  /** All that are in force now, for the list of keys. */
  shortcuts: Accessor<readonly Shortcut[]>
  /** In force as long as the component that calls this stands. */
  use: (...shortcuts: readonly Shortcut[]) => void
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=radio], [type=checkbox]), textarea, select'))

/** What is open in front has the keys to itself. */
const isBehindDialog = (event: KeyboardEvent): boolean =>
  event.target instanceof Element && event.target.closest('dialog[open]') !== null

export const createKeys = (): Keys => {
  const [shortcuts, setShortcuts] = createSignal<readonly Shortcut[]>([])
  return {
    shortcuts,
    use: (...added) => {
      const bindings = Object.fromEntries(
        added.map(({ keys, run, whileTyping }) => [
          keys,
          (event: KeyboardEvent) => {
            if (!whileTyping && (isTyping(event) || isBehindDialog(event))) return
            event.preventDefault()
            run(event)
          },
        ]),
      )
      const stop = tinykeys(window, bindings)
      setShortcuts((before) => [...before, ...added])
      onCleanup(() => {
        stop()
        setShortcuts((before) => before.filter((shortcut) => !added.includes(shortcut)))
      })
    },
  }
}
