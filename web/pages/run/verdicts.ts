import { createSignal, type Accessor } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { qualityWords, type Quality } from '../../nouns/run-words.ts'
import type { RunFacts } from './documents.ts'
import { judgeDetectorDocument, judgeRunDocument } from './edit-documents.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { createWishes, sendEdit } from './wishes.ts'

/** What is judged: a detector by its name, or the run as a whole. */
export type Subject = string | null

/** A verdict that is being written, or that was refused. */
export type Draft = {
  readonly subject: Subject
  readonly wanted: Quality | null
  readonly reason: string
  /** The verdict that stood when it was begun: another one by now is somebody else's. */
  readonly seen: Quality
}

export type Verdicts = {
  /** As it is shown: what was asked for, until the server says otherwise. */
  of: (subject: Subject) => Quality
  isOnItsWay: (subject: Subject) => boolean
  /** Why nobody, or not this viewer, may judge now. */
  whyNot: Accessor<string | undefined>
  /** Gives the verdict at once where it needs no reason; else asks for one. */
  propose: (subject: Subject, wanted?: Quality) => void
  draft: Accessor<Draft | null>
  submit: (draft: Draft) => void
  discard: () => void
  /** The last verdict on this that the server refused, with its reason. */
  refused: (subject: Subject) => { readonly draft: Draft; readonly refusal: Refusal } | undefined
  resume: (draft: Draft) => void
}

/** The rule of the server: a first good or test speaks for itself, all else is explained. */
export const needsReason = (subject: Subject, from: Quality, to: Quality): boolean =>
  subject !== null || !(from === 'NONE' && (to === 'GOOD' || to === 'TEST'))

export const nameOf = (subject: Subject, number: number, noun: 'Run' | 'run'): string =>
  subject === null ? `${noun} ${number}` : `${subject} in run ${number}`

const keyOf = (subject: Subject): string => subject ?? ''

const notYet: Readonly<Partial<Record<RunFacts['state'], string>>> = {
  RUNNING: 'The run goes on: it can be judged after its end.',
  LOST: 'Nobody has said when this run ended: it can be judged after its end.',
}

/** Verdicts of people on one run: shown before the server agrees, taken back when it does not. */
export const createVerdicts = (
  { api, viewer, toasts }: WebApp,
  run: Accessor<RunFacts>,
  reload: () => Promise<void> | void,
): Verdicts => {
  const wishes = createWishes<Quality>(() => run().revision)
  const [draft, setDraft] = createSignal<Draft | null>(null)
  const [refusals, setRefusals] = createSignal<ReadonlyMap<string, { draft: Draft; refusal: Refusal }>>(new Map())

  const known = (subject: Subject): Quality =>
    subject === null ? run().quality : (run().detectors.find(({ name }) => name === subject)?.quality ?? 'NONE')
  const of = (subject: Subject) => wishes.of(keyOf(subject))?.value ?? known(subject)
  const whyNot = () => viewer.whyNot('run:write') ?? notYet[run().state]

  const note = (subject: Subject, found: { draft: Draft; refusal: Refusal } | null) =>
    setRefusals((before) => {
      const after = new Map(before)
      if (found) after.set(keyOf(subject), found)
      else after.delete(keyOf(subject))
      return after
    })

  const send = async (given: Draft, quality: Quality) => {
    const { subject, seen } = given
    const { number } = run()
    const reason = given.reason.trim() || null
    note(subject, null)
    const input = { number, quality, reason, expectedQuality: seen }
    const { refusal } = await wishes.make(keyOf(subject), quality, () =>
      subject === null
        ? sendEdit(api, judgeRunDocument, { input })
        : sendEdit(api, judgeDetectorDocument, { input: { ...input, detector: subject } }),
    )
    await reload()
    if (!refusal) return
    note(subject, { draft: given, refusal })
    if (refusal.code === 'CONFLICT') return setDraft(given)
    const what = `${nameOf(subject, number, 'Run')} was not set to ${qualityWords[quality]}.`
    toasts.failed(`${what} ${refusal.message}`, refusal.requestId ?? undefined)
  }

  return {
    of,
    isOnItsWay: (subject) => wishes.isOnItsWay(keyOf(subject)),
    whyNot,
    propose: (subject, wanted) => {
      if (whyNot()) return
      const seen = of(subject)
      const given: Draft = { subject, wanted: wanted ?? null, reason: '', seen }
      if (wanted === seen) return
      if (wanted && !needsReason(subject, seen, wanted)) void send(given, wanted)
      else setDraft(given)
    },
    draft,
    submit: (given) => {
      setDraft(null)
      if (given.wanted) void send(given, given.wanted)
    },
    discard: () => {
      const given = draft()
      setDraft(null)
      if (given) note(given.subject, null)
    },
    refused: (subject) => refusals().get(keyOf(subject)),
    resume: setDraft,
  }
}
