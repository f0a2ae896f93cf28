import { createSignal } from 'solid-js'
import { readRange, type RangePlace } from '../../schema/language/index.ts'
import type { Api } from '../graphql/client.ts'
import { effectiveEnd, effectiveStart } from '../nouns/run-times.ts'
import type { Asked } from './description.ts'
import { fillTimesDocument, runTimesDocument } from './documents.ts'

type Thing = Parameters<RangePlace['find']>[0]
type ThingTimes = NonNullable<ReturnType<RangePlace['find']>>

export const thingKey = ({ kind, number }: Thing): string => `${kind}:${number}`

/** When the things were that ranges name. Null: there is no such thing. */
export type Things = Readonly<Record<string, ThingTimes | null>>

const read = async (api: Api, { kind, number }: Thing): Promise<ThingTimes | null | undefined> => {
  if (kind === 'run') {
    const { data } = await api.ask(runTimesDocument, { number })
    if (!data) return undefined
    return data.run && { start: effectiveStart(data.run), end: effectiveEnd(data.run) }
  }
  const { data } = await api.ask(fillTimesDocument, { number })
  if (!data) return undefined
  const parse = (text: string | null) => (text === null ? null : Date.parse(text))
  return data.fill && { start: parse(data.fill.stableBeamsStart), end: parse(data.fill.stableBeamsEnd) }
}

/** Looks up what ranges name (`from=run:526080`), each once. What can't be read leaves the range open. */
export const createThings = (api: Api) => {
  const [things, setThings] = createSignal<Things>({})
  const asked = new Set<string>()
  return {
    known: things,
    /** @returns whether all of these are known by now */
    need: (wanted: readonly Thing[]): boolean => {
      for (const thing of wanted) {
        const key = thingKey(thing)
        if (asked.has(key)) continue
        asked.add(key)
        void read(api, thing).then((times) =>
          setThings((before) => ({ ...before, [key]: times ?? null })),
        )
      }
      return wanted.every((thing) => thingKey(thing) in things())
    },
  }
}

type Ranged = Pick<Asked, 'from' | 'to' | 'zone' | 'shiftZone' | 'things'>

/** @param now epoch ms by the server's clock */
export const readRangeOf = ({ from, to, zone, shiftZone, things }: Ranged, now: number) =>
  readRange({ from, to }, { now, zone, shiftZone, find: (thing) => things[thingKey(thing)] })

/** The range of a view as the API takes it; null for all times. */
export const toTimes = (asked: Ranged, now: number): { from?: string; to?: string } | null => {
  const { from, to } = readRangeOf(asked, now).range
  if (from === null && to === null) return null
  return {
    ...(from !== null && { from: new Date(from).toISOString() }),
    ...(to !== null && { to: new Date(to).toISOString() }),
  }
}
