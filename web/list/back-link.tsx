import { A } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { recallWay, wayOptions } from './way-back.ts'

/** From a thing to the list in which it was opened, at the same place; else to the top of all. */
export const BackLink = (props: { list: string; children: JSX.Element }) => {
  const way = recallWay(props.list)
  const options = way && wayOptions(way)
  return (
    <A href={way?.address ?? `/${props.list}`} noScroll={options?.scroll === false} {...(options && { state: options.state })}>
      {props.children}
    </A>
  )
}
