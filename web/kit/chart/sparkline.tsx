import { createMemo } from 'solid-js'
import type { Values } from './model.ts'
import { toPath, toPieces } from './path.ts'
import { extentOf, formatValue } from './values.ts'
import './chart.css'

const size = { width: 96, height: 20 }

/** The course of some values in a cell of a table: no axes, gaps kept, the last value as a dot. */
export const Sparkline = (props: {
  /** What it is, for those who don't see it. */
  label: string
  values: Values
  unit?: string
}) => {
  const extent = createMemo(() => extentOf(props.values))
  const x = (index: number) => 2 + (index / Math.max(1, props.values.length - 1)) * (size.width - 4)
  const y = (value: number) => {
    const [least, most] = extent()
    return most === least ? size.height / 2 : size.height - 3 - ((value - least) / (most - least)) * (size.height - 6)
  }
  const last = createMemo(() => props.values.findLastIndex((value) => value !== null))
  const path = createMemo(() => toPath(toPieces([...props.values.keys()], props.values, { x, y })))
  const words = () => {
    const [least, most] = extent()
    if (last() < 0) return `${props.label}: no values`
    const [from, to, now] = [least, most, props.values[last()]].map((value) => formatValue(value, props.unit))
    return `${props.label}: from ${from} to ${to}, last ${now}`
  }
  return (
    <svg
      class="sparkline"
      width={size.width}
      height={size.height}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={words()}
    >
      <title>{words()}</title>
      <path class="sparkline-line" d={path()} />
      {last() >= 0 && <circle class="sparkline-last" cx={x(last())} cy={y(props.values[last()]!)} r="2" />}
    </svg>
  )
}
