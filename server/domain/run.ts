import type { Actor } from './actor.ts'
import type { Clock } from './clock.ts'
import type { Dimensions } from './dimension.ts'
import { done, fault, refused, type Outcome } from './fault.ts'
import { ingest, type IngestRequest, type IngestResult } from './ingest.ts'
import type { Moment } from './moment.ts'
import type { EndReasonInput, RunInput } from './run-input.ts'
import type { RunQuality } from './run-quality.ts'
import { writeRuns, type RunWriteOptions } from './run-write.ts'
import type { Transact } from './transact.ts'

export type RunUpdate = RunInput & {
  /** Why, where a rule asks for it; kept with each changed field. */
  reason?: string | null | undefined
  /** The revision the editor looked at: when the run has moved on since, the edit is a conflict. */
  expectedRevision?: number | null | undefined
}

/** What somebody thinks of data. */
type Verdict = {
  quality: RunQuality
  reason?: string | null | undefined
  /** The verdict they looked at: when another one stands by now, theirs is a conflict. */
  expectedQuality?: RunQuality | null | undefined
}

/** A verb's answer: the number of the run it was about, or why it was refused. */
export type RunOutcome = Outcome<number>

export type Runs = ReturnType<typeof createRuns>

/** Faults with paths into what the caller sent, where that is laid out differently. */
const placed = async (outcome: Promise<RunOutcome>, from: readonly string[], to: readonly string[]): Promise<RunOutcome> => {
  const { value, faults } = await outcome
  if (value !== null) return done(value)
  return refused(...faults.map((one) => (from.every((part, index) => one.path[index] === part) ? { ...one, path: [...to, ...one.path.slice(from.length)] } : one)))
}

/** Who says what holds already has no quarrel with it. */
const judgedMeanwhile = (what: string, stands: RunQuality | undefined, wanted: RunQuality, expected: RunQuality | null | undefined) =>
  expected == null || stands === undefined || stands === expected || stands === wanted
    ? null
    : fault('CONFLICT', ['expectedQuality'], `${what} was judged meanwhile: it is ${stands}, not ${expected}`)

/** The verbs of a run. Each is one transaction: row, history and events, or nothing. */
export const createRuns = ({ transact, dimensions, clock }: { transact: Transact; dimensions: Dimensions; clock: Clock }) => {
  const one = (input: RunInput, options: Omit<RunWriteOptions, 'now'>): Promise<RunOutcome> =>
    transact(async (tx): Promise<RunOutcome> => {
      const [result] = await writeRuns(tx, dimensions, [input], { ...options, now: clock.now() })
      return result!.faults.length > 0 ? refused(...result!.faults) : done(input.number)
    })

  return {
    /** A new run, started now unless the input says when. */
    start: (input: RunInput, actor: Actor): Promise<RunOutcome> => {
      const timed = input.startedAt ?? input.triggerStartedAt
      const startedAt = timed ? input.startedAt : new Date(clock.now()).toISOString()
      const complete = { startedBy: actor.name, ...input, ...(startedAt === undefined ? {} : { startedAt }) }
      return one(complete, { actor, expect: 'NEW', kind: 'run.started' })
    },

    update: ({ reason, expectedRevision, ...input }: RunUpdate, actor: Actor): Promise<RunOutcome> =>
      one(input, {
        actor, expect: 'KNOWN', reason: reason ?? null,
        check: (_input, known) =>
          expectedRevision == null || known?.run.revision === expectedRevision
            ? null
            : fault('CONFLICT', ['expectedRevision'], `Run ${input.number} was changed meanwhile: it is at revision ${known?.run.revision}, not ${expectedRevision}`),
      }),

    /** Ends now, unless told when. Saying the same end again changes nothing; another one is refused. */
    end: ({ number, endedAt, endedBy }: { number: number; endedAt?: Moment | null | undefined; endedBy?: string | null | undefined }, actor: Actor): Promise<RunOutcome> =>
      one({ number, endedAt: endedAt ?? new Date(clock.now()).toISOString(), endedBy: endedBy ?? undefined }, {
        actor, expect: 'KNOWN',
        // Who says the same end again did not end the run.
        complete: (input, known) => (known?.run.endedAt ? input : { ...input, endedBy: endedBy ?? actor.name }),
        check: (_input, known) => {
          const before = known?.run.endedAt
          if (!before || (endedAt != null && before.getTime() === Date.parse(endedAt))) return null
          return fault('RUN_ALREADY_ENDED', ['number'], `Run ${number} ended at ${before.toISOString()} already; updateRun corrects it`)
        },
      }),

    setQuality: ({ number, quality, reason, expectedQuality }: Verdict & { number: number }, actor: Actor) =>
      one({ number, quality }, {
        actor, expect: 'KNOWN', reason: reason ?? null,
        check: (_input, known) => judgedMeanwhile(`Run ${number}`, known?.run.quality, quality, expectedQuality),
      }),

    setDetectorQuality: ({ number, detector, quality, reason, expectedQuality }: Verdict & { number: number; detector: string }, actor: Actor) =>
      one({ number, detectorQualities: [{ name: detector, quality }] }, {
        actor, expect: 'KNOWN', reason: reason ?? null, kind: 'run.detectorQualityChanged',
        check: (_input, known) => judgedMeanwhile(`${detector} in run ${number}`, known?.detectors.get(detector), quality, expectedQuality),
      }),

    addEndReason: ({ number, ...reason }: EndReasonInput & { number: number }, actor: Actor) =>
      placed(one({ number, endReasons: [reason] }, { actor, expect: 'KNOWN', kind: 'run.endReasonAdded' }), ['endReasons', '0'], []),

    removeEndReason: ({ number, ...reason }: EndReasonInput & { number: number }, actor: Actor) =>
      placed(one({ number, removeEndReasons: [reason] }, { actor, expect: 'KNOWN', kind: 'run.endReasonRemoved' }), ['removeEndReasons', '0'], []),

    tag: ({ number, add, remove }: { number: number; add?: readonly string[] | null | undefined; remove?: readonly string[] | null | undefined }, actor: Actor) =>
      placed(one({ number, tags: add ?? [], removeTags: remove ?? [] }, {
        actor, expect: 'KNOWN', kind: 'run.tagged',
        check: ({ tags, removeTags }) => {
          const place = tags?.findIndex((text) => removeTags?.includes(text)) ?? -1
          return place < 0 ? null : fault('INVALID_INPUT', ['tags', place], `The tag ${tags![place]} cannot be put on and taken off at once`)
        },
      }), ['tags'], ['add']),

    ingest: (request: IngestRequest<RunInput>, actor: Actor): Promise<Outcome<IngestResult[]>> => {
      const now = clock.now()
      return ingest(transact, 'ingestRuns', request, { actor, now }, async (tx, items) => {
        const results = await writeRuns(tx, dimensions, items, { actor, now, expect: 'ANY', atomic: request.atomic ?? false })
        return results.map(({ number, status, faults }, index) => ({
          index, status, faults, key: status === 'FAILED' ? null : String(number),
        }))
      })
    },
  }
}
