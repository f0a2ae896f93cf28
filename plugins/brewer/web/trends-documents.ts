import { documentOf } from '../../../web/graphql/document-of.ts'
import type { Payload } from './brewer-send.ts'
import type { BrewerLevel, BrewerLimitSource } from './brewer-words.ts'
import type { TrendConfiguration, TrendSeries } from './trends-data.ts'

export type Threshold = {
  quantity: string
  title: string
  unit: string | null
  code: number
  target: number | null
  limit: number | null
  level: BrewerLevel
  source: BrewerLimitSource
  setBy: string | null
  setAt: string | null
  reason: string | null
}

export type ThresholdChange = {
  quantity: string
  isForAll: boolean
  target: number | null
  limit: number | null
  level: BrewerLevel | null
  reason: string
  at: string
  actor: string
}

type LimitsAnswer = {
  server: { eventCursor: string }
  instrument: {
    id: string
    brewer: { lastRecordAt: string | null; thresholds: Threshold[] | null; thresholdHistory: ThresholdChange[] | null } | null
  } | null
}

/** The limits of a Brewer, and who set them. */
export const limitsDocument = documentOf<LimitsAnswer, { id: string }>(`
  query BrewerLimits($id: ID!) {
    server { eventCursor }
    instrument(id: $id) {
      id
      brewer {
        lastRecordAt
        thresholds { quantity title unit code target limit level source setBy setAt reason }
        thresholdHistory { quantity isForAll target limit level reason at actor }
      }
    }
  }
`)

type TrendsAnswer = {
  instrument: { id: string; brewer: { series: TrendSeries[] | null; configurations: TrendConfiguration[] | null } | null } | null
}

/** Quantities over time, in so many points at most, and the constants of that time. */
export const trendsDocument = documentOf<TrendsAnswer, { id: string; quantities: readonly string[]; from: string; to: string; points: number }>(`
  query BrewerTrends($id: ID!, $quantities: [BrewerQuantity!]!, $from: DateTime!, $to: DateTime!, $points: Int!) {
    instrument(id: $id) {
      id
      brewer {
        series(quantities: $quantities, from: $from, to: $to, points: $points) { quantity title unit at mean min max target bound }
        configurations(from: $from, to: $to) { at deadTimeNs calStep etcO3 model icf schedule }
      }
    }
  }
`)

export type ThresholdInput = { instrument: string | null; quantity: string; target: number | null; limit: number; level: BrewerLevel; reason: string }

export const setThresholdDocument = documentOf<Payload, { input: ThresholdInput }>(`
  mutation SetBrewerThreshold($input: BrewerThresholdInput!) {
    payload: setBrewerThreshold(input: $input) { userErrors { code path message } }
  }
`)

export const resetThresholdDocument = documentOf<Payload, { input: { instrument: string | null; quantity: string; reason: string } }>(`
  mutation ResetBrewerThreshold($input: BrewerThresholdResetInput!) {
    payload: resetBrewerThreshold(input: $input) { userErrors { code path message } }
  }
`)
