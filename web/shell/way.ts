import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, on } from 'solid-js'
import type { Keys } from '../kit/keys.ts'
import { forgetWays, isList, listOf, recallWay, wayOptions } from '../list/way-back.ts'

/** The way back from a thing to the list in which it was opened: by Escape, as long as nothing else took the reader away. */
export const createWay = (keys: Keys): void => {
  const location = useLocation()
  const navigate = useNavigate()
  const wayHere = () => {
    const list = listOf(location.pathname)
    return list && recallWay(list)
  }
  createEffect(
    on(
      () => location.pathname,
      (pathname) => {
        if (!isList(pathname) && listOf(pathname) === null) forgetWays()
        // Lists know better than the browser where somebody was: their rows have to be read first. The entry in its history,
        // for which this is said, is there after the page.
        setTimeout(() => {
          history.scrollRestoration = isList(window.location.pathname) ? 'manual' : 'auto'
        })
      },
    ),
  )
  createEffect(() => {
    if (listOf(location.pathname) === null) return
    keys.use({
      keys: 'Escape',
      what: 'Back to the list that it was opened from',
      group: 'Page',
      when: () => wayHere() !== null && !document.querySelector(':popover-open') && !document.documentElement.hasAttribute('data-kiosk'),
      run: () => {
        const way = wayHere()
        if (way) navigate(way.address, wayOptions(way))
      },
    })
  })
}
