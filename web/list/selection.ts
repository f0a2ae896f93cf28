import { createSignal, type Accessor } from 'solid-js'

/** Rows that were picked out, by key: those that scrolled away stay picked. */
export type Selection = {
  keys: Accessor<ReadonlySet<string>>
  has: (key: string) => boolean
  /**
   * Picks a row, or puts it back.
   * @param listed the keys of the rows that are here, in their order: with `isRange` all from the last one to this one
   * @returns false when the range can't be told, because its other end is not here any more
   */
  toggle: (key: string, isRange: boolean, listed: readonly string[]) => boolean
  add: (keys: readonly string[]) => void
  clear: () => void
}

const none: ReadonlySet<string> = new Set()

export const createSelection = (): Selection => {
  const [keys, setKeys] = createSignal(none)
  let last: string | null = null
  const toggle = (key: string) => {
    last = key
    setKeys((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }
  const add = (added: readonly string[]) => setKeys((before) => new Set([...before, ...added]))
  return {
    keys,
    has: (key) => keys().has(key),
    toggle: (key, isRange, listed) => {
      if (!isRange || last === null || last === key) {
        toggle(key)
        return true
      }
      const [one, other] = [listed.indexOf(last), listed.indexOf(key)]
      if (one === -1 || other === -1) {
        toggle(key)
        return false
      }
      add(listed.slice(Math.min(one, other), Math.max(one, other) + 1))
      last = key
      return true
    },
    add,
    clear: () => {
      last = null
      setKeys(none)
    },
  }
}
