import { createSignal, onCleanup, type Accessor } from 'solid-js'

const keyOf = (name: string) => `logline.${name}`

/** What this browser was told to remember; null when it wasn't, or when storage is switched off. */
export const recall = (name: string): string | null => {
  try {
    return localStorage.getItem(keyOf(name))
  } catch {
    return null
  }
}

export const remember = (name: string, value: string): void => {
  try {
    localStorage.setItem(keyOf(name), value)
  } catch {
    // Storage is switched off or full: then it lasts as long as the page.
  }
}

/** A choice of the reader that this browser remembers; other tabs follow. */
export const createPreference = <const Value extends string>(
  name: string,
  values: readonly Value[],
  usual: Value,
): [Accessor<Value>, (value: Value) => void] => {
  const known = (text: string | null): Value => values.find((value) => value === text) ?? usual
  const [value, setValue] = createSignal<Value>(known(recall(name)))
  const follow = (event: StorageEvent) => event.key === keyOf(name) && setValue(() => known(event.newValue))
  addEventListener('storage', follow)
  onCleanup(() => removeEventListener('storage', follow))
  return [
    value,
    (next) => {
      setValue(() => next)
      remember(name, next)
    },
  ]
}
