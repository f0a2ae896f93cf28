import { useLocation } from '@solidjs/router'
import { createEffect, createSignal, type Accessor } from 'solid-js'
import { recall, remember } from '../kit/preference.ts'
import { nameOfThing } from './pages.ts'

const most = 12

/** What an older version of the pages, or somebody by hand, left behind is left out. */
const read = (text: string | null): readonly string[] => {
  try {
    const paths: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string' && nameOfThing(path) !== null) : []
  } catch {
    return []
  }
}

/** Paths of runs, fills, environments and instruments that were looked at in this browser, the last one first. */
export const createRecent = (): Accessor<readonly string[]> => {
  const location = useLocation()
  const [paths, setPaths] = createSignal(read(recall('recent')))
  createEffect(() => {
    const path = location.pathname
    if (nameOfThing(path) === null) return
    // What another tab has seen meanwhile stays.
    const seen = [path, ...read(recall('recent')).filter((other) => other !== path)].slice(0, most)
    remember('recent', JSON.stringify(seen))
    setPaths(seen)
  })
  return paths
}
