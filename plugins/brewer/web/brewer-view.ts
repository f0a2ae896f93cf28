import { brewerLevels, eventStates, type BrewerEventState, type BrewerLevel } from './brewer-words.ts'

/** A record of a file, by its line. */
export type RecordPlace = { readonly path: string; readonly line: number }

/** What the address of an instrument's page says about the panels of a Brewer. */
export type BrewerView = {
  /** Of the messages; none chosen is all. */
  readonly levels: readonly BrewerLevel[]
  readonly codes: readonly number[]
  readonly states: readonly BrewerEventState[]
  readonly text: string
  /** The name of the file that they are of. */
  readonly file: string
  /** Cursors of the page of messages. */
  readonly after: string
  readonly before: string
  /** Whose context is shown. */
  readonly record: RecordPlace | null
  /** The range of the trends, in the words of the range picker; empty for the usual one. */
  readonly from: string
  readonly to: string
  /** What is seen of it, `start/end`; empty for all. */
  readonly zoom: string
  /** The cursor of the page of files. */
  readonly files: string
}

/** No filter of the messages, on their first page. */
export const allMessages = { levels: [], codes: [], states: [], text: '', file: '', after: '', before: '' } as const satisfies Partial<BrewerView>

/** Where the messages stand on the page. */
export const messagesAnchor = 'brewer-messages'

/** The page has other panels, and a filter of its own. */
const prefix = 'brewer-'

const among = <Value extends string>(values: readonly Value[], text: string): Value[] => {
  const wanted = new Set(text.toUpperCase().split(','))
  return values.filter((value) => wanted.has(value))
}

/** Files are named by paths with any sign in them: the line stands after the last colon. */
const readRecord = (text: string): RecordPlace | null => {
  const [, path, line] = /^(.+):(\d{1,9})$/.exec(text) ?? []
  return path === undefined || Number(line) < 1 ? null : { path, line: Number(line) }
}

/** Reads `?brewer-level=critical,error&brewer-code=15,16&brewer-record=185/B01319.185:1152`. */
export const readBrewerView = (search: string): BrewerView => {
  const parameters = new URLSearchParams(search)
  const read = (name: string) => (parameters.get(`${prefix}${name}`) ?? '').trim()
  return {
    levels: among(brewerLevels, read('level')),
    codes: [...new Set(read('code').split(',').map(Number))].filter((code) => Number.isInteger(code) && code > 0 && code < 1000),
    states: among(eventStates, read('state')),
    text: read('text'),
    file: read('file'),
    after: read('after'),
    before: read('before'),
    record: readRecord(read('record')),
    from: read('from'),
    to: read('to'),
    zoom: read('zoom'),
    files: read('files'),
  }
}

/** Readable, and still taken as one value. */
const encode = (text: string) => encodeURIComponent(text).replaceAll(/%(?:3A|2F|2C)/g, (code) => decodeURIComponent(code))

/** The other way round; what is not the panels' stays in front, as it is. */
export const writeBrewerView = (view: BrewerView, before: string): string => {
  const others = [...new URLSearchParams(before)].filter(([name]) => !name.startsWith(prefix))
  const own: [string, string][] = [
    ['level', view.levels.join().toLowerCase()],
    ['code', view.codes.join()],
    ['state', view.states.join().toLowerCase()],
    ['text', view.text],
    ['file', view.file],
    ['after', view.after],
    ['before', view.before],
    ['record', view.record === null ? '' : `${view.record.path}:${view.record.line}`],
    ['from', view.from],
    ['to', view.to],
    ['zoom', view.zoom],
    ['files', view.files],
  ]
  const parts = [...others, ...own.filter(([, value]) => value !== '').map(([name, value]) => [`${prefix}${name}`, value] as const)]
  return parts.length > 0 ? `?${parts.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}` : ''
}
