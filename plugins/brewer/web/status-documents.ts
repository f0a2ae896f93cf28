import { documentOf } from '../../../web/graphql/document-of.ts'
import type { Payload } from './brewer-send.ts'
import type { BrewerLevel } from './brewer-words.ts'

export type ErrorType = { code: number; title: string; level: BrewerLevel | null; isUsed: boolean }

export type Incident = {
  code: number
  codes: number[]
  title: string
  level: BrewerLevel
  count: number
  firstAt: string
  lastAt: string
  message: string
  event: { line: number; isGuess: boolean; file: { path: string; name: string } | null } | null
}

export type Mute = { id: string; code: number; title: string; level: BrewerLevel | null; reason: string; at: string; until: string; actor: string }

export type ScheduleChange = { schedule: string | null; reason: string; at: string; actor: string }

export type BrewerStatus = {
  station: string | null
  openLevel: BrewerLevel | null
  rawLevel: BrewerLevel | null
  lastRecordAt: string | null
  date: string | null
  schedule: string | null
  expectedSchedule: string | null
  scheduleHistory: ScheduleChange[] | null
  masks: { a: number; b: number; c: number; d: number; beyond: number[] }
  openEvents: Incident[]
  mutes: Mute[] | null
}

type Answer = {
  server: { eventCursor: string; now: string }
  instrument: { id: string; brewer: BrewerStatus | null } | null
  brewerErrorTypes: ErrorType[] | null
}

/** How a brewer is, and why. */
export const statusDocument = documentOf<Answer, { id: string }>(`
  query BrewerStatus($id: ID!) {
    server { eventCursor now }
    instrument(id: $id) {
      id
      brewer {
        station openLevel rawLevel lastRecordAt date schedule expectedSchedule
        scheduleHistory { schedule reason at actor }
        masks { a b c d beyond }
        openEvents { code codes title level count firstAt lastAt message event { line isGuess file { path name } } }
        mutes(active: true) { id code title level reason at until actor }
      }
    }
    brewerErrorTypes { code title level isUsed }
  }
`)

export const muteDocument = documentOf<Payload, { input: { instrument: string; code: number; until: string; reason: string } }>(`
  mutation MuteBrewerCode($input: BrewerMuteInput!) {
    payload: muteBrewerCode(input: $input) { userErrors { code path message } }
  }
`)

export const unmuteDocument = documentOf<Payload, { input: { id: string } }>(`
  mutation UnmuteBrewerCode($input: BrewerUnmuteInput!) {
    payload: unmuteBrewerCode(input: $input) { userErrors { code path message } }
  }
`)

export const scheduleDocument = documentOf<Payload, { input: { instrument: string; schedule: string | null; reason: string } }>(`
  mutation SetBrewerSchedule($input: BrewerScheduleInput!) {
    payload: setBrewerSchedule(input: $input) { userErrors { code path message } }
  }
`)
