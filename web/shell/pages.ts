import type { IconName } from '../kit/icon.tsx'
import { decodePart } from '../nouns/paths.ts'

export type PageEntry = {
  readonly href: string
  readonly title: string
  readonly icon: IconName
  /** What is pressed after `g`. */
  readonly key: string
  /** In sight always, or behind "More". */
  readonly place: 'first' | 'more'
  /** Other words by which the palette finds it. */
  readonly words?: string
}

/** Pages of the application, in the order of the navigation. */
export const pages: readonly PageEntry[] = [
  { href: '/', title: 'Home', icon: 'home', key: 'h', place: 'first', words: 'now start overview' },
  { href: '/runs', title: 'Runs', icon: 'list', key: 'r', place: 'first' },
  { href: '/fills', title: 'Fills', icon: 'beam', key: 'f', place: 'first', words: 'beam' },
  { href: '/environments', title: 'Environments', icon: 'stack', key: 'e', place: 'first', words: 'partitions' },
  { href: '/instruments', title: 'Instruments', icon: 'gauge', key: 'i', place: 'first', words: 'devices sensors status measurements' },
  { href: '/explorer', title: 'API', icon: 'code', key: 'a', place: 'more', words: 'graphql explorer schema query' },
  { href: '/kit', title: 'Kit', icon: 'sliders', key: 'k', place: 'more', words: 'parts components plugins design' },
  { href: '/admin/plugins', title: 'Plugins', icon: 'kit', key: 'p', place: 'more', words: 'admin extensions hooks parked' },
  { href: '/admin/jobs', title: 'Jobs', icon: 'clock', key: 'j', place: 'more', words: 'admin cron schedule runs' },
  { href: '/admin/tokens', title: 'Tokens', icon: 'key', key: 't', place: 'more', words: 'admin access secrets' },
]

const lists = new Set(['/runs', '/fills', '/environments'])

/** From one list to another the range of time comes along. */
export const withRange = (href: string, from: { pathname: string; search: string }): string => {
  if (!lists.has(href) || !lists.has(from.pathname)) return href
  const given = new URLSearchParams(from.search)
  // As it stands in the address: commas and colons stay readable.
  const range = ['from', 'to'].flatMap((name) => (given.has(name) ? [`${name}=${write(given.get(name) ?? '')}`] : []))
  return range.length > 0 ? `${href}?${range.join('&')}` : href
}

const write = (text: string): string => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/')

const kinds = [
  { path: /^\/runs\/(\d+)$/, noun: 'Run' },
  { path: /^\/fills\/(\d+)$/, noun: 'Fill' },
  { path: /^\/environments\/([^/]+)$/, noun: 'Environment' },
  { path: /^\/instruments\/([^/]+)$/, noun: 'Instrument' },
  { path: /^\/admin\/plugins\/([^/]+)$/, noun: 'Plugin' },
  { path: /^\/admin\/jobs\/([^/]+)$/, noun: 'Job' },
] as const

/** What a path of one thing is called: "Run 526080"; null for all other paths. */
export const nameOfThing = (pathname: string): string | null => {
  for (const { path, noun } of kinds) {
    const key = path.exec(pathname)?.[1]
    if (key !== undefined) return `${noun} ${decodePart(key)}`
  }
  return null
}
