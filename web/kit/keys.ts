import { createSignal, onCleanup, type Accessor } from 'solid-js'
import { createKeyReader } from './key-reader.ts'

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
  /** Again and again while the key is held down. */
  readonly repeats?: boolean
  /** Whether it is in force just now: Enter on a button is the button's. */
  readonly when?: (event: KeyboardEvent) => boolean
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
const isBehindDialog = (): boolean => document.querySelector('dialog:modal') !== null

export const createKeys = (): Keys => {
  const [shortcuts, setShortcuts] = createSignal<readonly Shortcut[]>([])
  const read = createKeyReader()

  const hear = (event: KeyboardEvent) => {
    // A browser's own suggestion that is taken comes as a press of no key.
    if (!event.key || event.defaultPrevented || event.isComposing) return
    const isElsewhere = isTyping(event) || isBehindDialog()
    const heard = shortcuts().filter(
      ({ whileTyping, repeats, when }) =>
        (whileTyping || !isElsewhere) && (repeats || !event.repeat) && when?.(event) !== false,
    )
    const shortcut = read(event, heard, event.timeStamp)
    if (!shortcut) return
    event.preventDefault()
    shortcut.run(event)
  }
  addEventListener('keydown', hear)
  onCleanup(() => removeEventListener('keydown', hear))

  return {
    shortcuts,
    use: (...added) => {
      setShortcuts((before) => [...before, ...added])
      onCleanup(() => setShortcuts((before) => before.filter((shortcut) => !added.includes(shortcut))))
    },
  }
}
