import { createSignal, onCleanup, onMount, type Accessor } from 'solid-js'

/** Less than this (px) is a click. */
const leastDrag = 5

/**
 * Dragging over a plot chooses a stretch of it. What was dragged is no click: links under the pointer stay where they are.
 * @param plot where the plot begins and how wide it is, in px of the svg
 * @param choose told in px of the plot, from left to right
 */
export const createDrag = (
  svg: Accessor<SVGSVGElement | undefined>,
  plot: () => { left: number; width: number },
  choose: (from: number, to: number) => void,
): Accessor<readonly [number, number] | null> => {
  const [drag, setDrag] = createSignal<readonly [number, number] | null>(null)
  onMount(() => {
    const element = svg()
    if (!element) return
    const stop = new AbortController()
    const { signal } = stop
    let began: { x: number; pointer: number } | null = null
    let wasDragged = false

    const xOf = (event: PointerEvent) => {
      const { left, width } = plot()
      return Math.min(Math.max(event.clientX - element.getBoundingClientRect().left - left, 0), width)
    }
    element.addEventListener(
      'pointerdown',
      (event) => {
        wasDragged = false
        const beside = event.clientX - element.getBoundingClientRect().left < plot().left
        if (event.button === 0 && event.isPrimary && !beside) began = { x: xOf(event), pointer: event.pointerId }
      },
      { signal },
    )
    element.addEventListener(
      'pointermove',
      (event) => {
        if (!began || event.pointerId !== began.pointer) return
        const x = xOf(event)
        if (!wasDragged && Math.abs(x - began.x) < leastDrag) return
        if (!wasDragged) element.setPointerCapture(event.pointerId)
        wasDragged = true
        setDrag([began.x, x])
      },
      { signal },
    )
    const end = (event: PointerEvent) => {
      const from = began
      began = null
      setDrag(null)
      if (event.type !== 'pointerup' || !from || !wasDragged) return
      const x = xOf(event)
      choose(Math.min(from.x, x), Math.max(from.x, x))
    }
    element.addEventListener('pointerup', end, { signal })
    element.addEventListener('pointercancel', end, { signal })
    element.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
    element.addEventListener(
      'click',
      (event) => {
        if (!wasDragged) return
        wasDragged = false
        event.preventDefault()
        event.stopPropagation()
      },
      { signal, capture: true },
    )
    onCleanup(() => stop.abort())
  })
  return drag
}

/** The width of an element (px), as it is now and whenever it changes. */
export const createWidth = (element: Accessor<HTMLElement | undefined>): Accessor<number> => {
  const [width, setWidth] = createSignal(0)
  onMount(() => {
    const watched = element()
    if (!watched) return
    setWidth(watched.clientWidth)
    const observer = new ResizeObserver(() => setWidth(watched.clientWidth))
    observer.observe(watched)
    onCleanup(() => observer.disconnect())
  })
  return width
}
