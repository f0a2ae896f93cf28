import { matchKeybindingPress, parseKeybinding, type KeybindingPress } from 'tinykeys'

/** Keys of a sequence follow each other within this time (ms). */
const patienceMs = 1000

/** What is read of a KeyboardEvent. */
export type Press = Pick<KeyboardEvent, 'key' | 'code' | 'getModifierState'>

const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'])

/** Which sign needs Shift depends on the keyboard: ? is ? however it is typed. */
const withLooseShift = (keys: string): string =>
  keys
    .split(' ')
    .map((key) => (/^[^\p{L}\p{N}]$/u.test(key) ? `[Shift]+${key}` : key))
    .join(' ')

const parsed = new Map<string, KeybindingPress[]>()

const parse = (keys: string): KeybindingPress[] => {
  const known = parsed.get(keys)
  if (known) return known
  const made = parseKeybinding(withLooseShift(keys))
  parsed.set(keys, made)
  return made
}

/**
 * Tells which of the bindings a press of a key completes. `g r` goes before a bare `r`, whoever declared it; of two
 * with equal keys the one declared last is meant: that of the page, not that of the frame around it.
 */
export const createKeyReader = () => {
  let pressed: Press[] = []
  let lastAt = 0

  const compare = (keys: string, presses: readonly Press[]): 'whole' | 'part' | null => {
    const wanted = parse(keys)
    if (presses.length > wanted.length) return null
    const fits = presses.every((press, index) => matchKeybindingPress(press as KeyboardEvent, wanted[index]!))
    return fits ? (presses.length === wanted.length ? 'whole' : 'part') : null
  }

  /** @param at ms of any clock that only goes forward */
  return <Binding extends { readonly keys: string }>(
    press: Press,
    bindings: readonly Binding[],
    at: number,
  ): Binding | null => {
    if (modifiers.has(press.key)) return null
    if (at - lastAt > patienceMs) pressed = []
    lastAt = at
    // What goes on with a sequence is meant before what begins anew.
    for (const presses of pressed.length > 0 ? [[...pressed, press], [press]] : [[press]]) {
      const whole = bindings.findLast(({ keys }) => compare(keys, presses) === 'whole')
      if (whole) {
        pressed = []
        return whole
      }
      if (bindings.some(({ keys }) => compare(keys, presses) === 'part')) {
        pressed = presses
        return null
      }
    }
    pressed = []
    return null
  }
}
