import { onCleanup } from 'solid-js'

/** `text` after one more key; null for a key that writes nothing. */
export const afterKey = (text: string, { key, ctrlKey, metaKey, altKey }: KeyboardEvent): string | null => {
  if (ctrlKey || metaKey || altKey) return null
  if (key === 'Backspace') return [...text].slice(0, -1).join('')
  return [...key].length === 1 ? text + key : null
}

/**
 * Stands in for the palette while its code is on the way, and keeps what is typed: those letters would be lost, or be
 * taken for the keys of the page behind.
 */
export const TypedEarly = (props: { typed: (text: string) => void; leave: () => void }) => {
  let text = ''
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing) return
    event.stopPropagation()
    if (event.key === 'Escape') return props.leave()
    const after = afterKey(text, event)
    if (after === null) return
    event.preventDefault()
    props.typed((text = after))
  }
  addEventListener('keydown', hear, true)
  onCleanup(() => removeEventListener('keydown', hear, true))
  return null
}
