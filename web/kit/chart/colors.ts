import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'
import type { Colors } from './model.ts'

const read = (host: HTMLElement): Colors => {
  // A token holds light-dark(…), which a canvas doesn't know: as a colour of an element it is one or the other.
  const probe = document.createElement('span')
  host.append(probe)
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const colorOf = (token: string): string => {
    probe.style.setProperty('color', `var(${token})`)
    const { color } = getComputedStyle(probe)
    if (!context || /^rgba?\(/.test(color)) return color
    context.fillStyle = color
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data
    return `rgb(${red}, ${green}, ${blue})`
  }
  const colors: Colors = {
    ink: colorOf('--ink-soft'),
    line: colorOf('--line'),
    surface: colorOf('--surface'),
    accent: colorOf('--accent'),
    warn: colorOf('--warn'),
    bad: colorOf('--bad'),
    series: [1, 2, 3, 4, 5, 6].map((number) => colorOf(`--series-${number}`)),
  }
  probe.remove()
  return colors
}

/** The colours of the theme, now and whenever it changes; null until there is an element to read them from. */
export const createColors = (host: Accessor<HTMLElement | undefined>): Accessor<Colors | null> => {
  const [colors, setColors] = createSignal<Colors | null>(null)
  onMount(() => {
    const look = () => {
      const element = host()
      if (element) setColors(read(element))
    }
    look()
    const chosen = new MutationObserver(look)
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', look)
    onCleanup(() => {
      chosen.disconnect()
      system.removeEventListener('change', look)
    })
  })
  return colors
}
