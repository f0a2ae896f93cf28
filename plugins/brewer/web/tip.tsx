import { createEffect, type JSX } from 'solid-js'
import './tip.css'

/** What something is, below it, within its box. Screen readers have the same words from the thing itself. */
export const Tip = (props: {
  /** The middle of its upper edge, px from the corner of the box. */
  x: number
  y: number
  room: { readonly width: number; readonly height: number }
  /** Changes with the words: they decide how large it is. */
  key: string
  children: JSX.Element
}) => {
  const place = (element: HTMLDivElement) =>
    createEffect(() => {
      element.dataset['of'] = props.key
      const { offsetWidth: width, offsetHeight: height } = element
      const left = Math.min(Math.max(4, props.x - width / 2), Math.max(4, props.room.width - width - 4))
      // Above it where there is no room below.
      const isBelow = props.y + 6 + height <= props.room.height || props.y - 36 - height < 0
      element.style.setProperty('left', `${left}px`)
      element.style.setProperty('top', `${isBelow ? props.y + 6 : props.y - 36 - height}px`)
    })
  return (
    <div ref={place} class="brewer-tip" aria-hidden="true">
      {props.children}
    </div>
  )
}
