import { readPlace, type Place } from './place-words.ts'

const nouns = 'runs|fills|environments|instruments'
const listPath = new RegExp(`^/(${nouns})$`)
const thingPath = new RegExp(`^/(${nouns})/[^/]+$`)
const keyOf = (list: string) => `logline.way.${list}`

/** The list that somebody came from: its address, and where in it they were. */
export type WayBack = { readonly address: string; readonly place: Place }

export const isList = (pathname: string): boolean => listPath.test(pathname)

/** The list in which the thing of this page stands. */
export const listOf = (pathname: string): string | null => thingPath.exec(pathname)?.[1] ?? null

// Of the tab, so that a page that is read again still knows where it was opened from.
export const rememberWay = (list: string, way: WayBack): void => {
  try {
    sessionStorage.setItem(keyOf(list), JSON.stringify(way))
  } catch {
    // Storage is switched off or full: then the way leads to the top of the list.
  }
}

export const recallWay = (list: string): WayBack | null => {
  try {
    const { address, place } = JSON.parse(sessionStorage.getItem(keyOf(list)) ?? '{}') as Partial<Record<string, unknown>>
    const known = readPlace({ place })
    return typeof address === 'string' && address.startsWith(`/${list}`) && known ? { address, place: known } : null
  } catch {
    return null
  }
}

export const forgetWays = (): void => {
  try {
    for (const list of nouns.split('|')) sessionStorage.removeItem(keyOf(list))
  } catch {
    // Nothing was remembered.
  }
}

/** How the router goes there: to the row that was opened, not to the top. */
export const wayOptions = ({ place }: WayBack) => ({ scroll: place.landing === null, state: { place } })
