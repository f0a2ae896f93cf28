import { shownEnd, type Kind, type TimelineRow } from './model.ts'

/** What a spreadsheet would take for a formula gets an apostrophe; what has commas, quotes or lines is quoted. */
export const toCell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** All intervals as CSV, times in UTC; those that go on have no end, and last until now. */
export const toCsv = (rows: readonly TimelineRow[], kinds: Readonly<Record<string, Kind>>, now: number): string => {
  const lines = rows.flatMap((row) =>
    row.intervals.map((each) =>
      [
        row.label,
        each.label,
        kinds[each.kind]?.word ?? each.kind,
        new Date(each.start).toISOString(),
        each.end === null ? '' : new Date(each.end).toISOString(),
        String((shownEnd(each, now) - each.start) / 1000),
        each.hint?.replaceAll('\n', '; ') ?? '',
      ]
        .map(toCell)
        .join(','),
    ),
  )
  return `${['row,what,kind,start,end,seconds,notes', ...lines].join('\r\n')}\r\n`
}

const painted = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'font-family',
] as const

/** Colours as every program reads them: the computed ones may be in words (color-mix) that only browsers know. */
const createPainter = () => {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const known = new Map<string, string>()
  return (value: string): string => {
    if (!context || value === 'none' || value.startsWith('url(')) return value.replaceAll('"', '')
    const found = known.get(value)
    if (found) return found
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = value
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha = 255] = context.getImageData(0, 0, 1, 1).data
    const text = alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`
    known.set(value, text)
    return text
  }
}

/** The drawing with all its colours in it, as a file of its own, on the ground that it stands on. */
export const toSvgText = (svg: SVGSVGElement): string => {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const paint = createPainter()
  const copies = [copy, ...copy.querySelectorAll('*')]
  ;[svg, ...svg.querySelectorAll('*')].forEach((element, index) => {
    const style = getComputedStyle(element)
    for (const name of painted) {
      const value = style.getPropertyValue(name)
      const isColor = name === 'fill' || name === 'stroke'
      if (value) copies[index]?.setAttribute(name, isColor ? paint(value) : value)
    }
    for (const name of ['class', 'tabindex', 'href', 'role']) copies[index]?.removeAttribute(name)
  })
  const { width, height } = svg.viewBox.baseVal
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  const color = getComputedStyle(svg).getPropertyValue('background-color')
  for (const [name, value] of Object.entries({ width, height, fill: paint(color) })) ground.setAttribute(name, String(value))
  copy.prepend(ground)
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return new XMLSerializer().serializeToString(copy)
}

/** Twice as fine as the screen. */
const fineness = 2

/** A drawing of this size (px), as PNG. */
export const toPicture = async (svgText: string, width: number, height: number): Promise<Blob> => {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * fineness
  canvas.height = height * fineness
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser could not draw the picture.'))))
  })
}

export const toPng = (svg: SVGSVGElement): Promise<Blob> => {
  const { width, height } = svg.viewBox.baseVal
  return toPicture(toSvgText(svg), width, height)
}

/** The name of a file with what is drawn: 'Runs of the fill' as runs-of-the-fill.svg. */
export const fileOf = (label: string, ending: string): string =>
  `${label.replaceAll(/[^\w-]+/g, '-').toLowerCase()}.${ending}`

/** Hands a file to the browser's downloads. */
export const save = (name: string, content: Blob): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
