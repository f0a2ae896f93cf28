import type { Stretch } from './model.ts'
import { toX } from './scale.ts'
import { ticksFor, type Tick } from './ticks.ts'

export type Anchor = 'start' | 'middle' | 'end'

/** A tick in its place. Its words are left out where they would run into those before them. */
export type PlacedTick = Tick & { readonly id: string; readonly x: number; readonly anchor: Anchor; readonly noteAnchor: Anchor }

/** Px between ticks that read well. */
const pace = 76
const letter = 6.4
const gap = 8

const anchorAt = (x: number, textWidth: number, width: number): Anchor =>
  x < textWidth / 2 ? 'start' : x > width - textWidth / 2 ? 'end' : 'middle'

const leftOf = (x: number, textWidth: number, anchor: Anchor): number =>
  anchor === 'start' ? x : anchor === 'end' ? x - textWidth : x - textWidth / 2

/** The ticks of a plot of this width (px) on the wall clock of a zone. */
export const placeTicks = (window: Stretch, zone: string, width: number): PlacedTick[] => {
  let [labelEnd, noteEnd] = [-Infinity, -Infinity]
  return ticksFor(window, zone, width / pace).map((tick) => {
    const x = toX(tick.at, window, width)
    const place = (text: string, end: number): [anchor: Anchor, end: number, fits: boolean] => {
      const textWidth = text.length * letter
      const anchor = anchorAt(x, textWidth, width)
      const left = leftOf(x, textWidth, anchor)
      return left < end + gap ? [anchor, end, false] : [anchor, left + textWidth, true]
    }
    const [anchor, nextLabelEnd, labelFits] = place(tick.label, labelEnd)
    labelEnd = nextLabelEnd
    const [noteAnchor, nextNoteEnd, noteFits] = place(tick.note ?? '', tick.note === null ? -Infinity : noteEnd)
    if (tick.note !== null) noteEnd = nextNoteEnd
    return {
      ...tick,
      id: String(tick.at),
      x,
      anchor,
      noteAnchor,
      label: labelFits ? tick.label : '',
      note: noteFits ? tick.note : null,
    }
  })
}
