import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { Field } from '../../kit/form.tsx'
import { qualityWords, valuesOf, type Quality } from '../../nouns/run-words.ts'
import { ActionDialog, plural, type ActionProps } from './action-dialog.tsx'
import { judgeRunDocument, verdictsDocument } from './documents.ts'

/** Judges several runs at once, each against the verdict that it had when this was opened. */
export const JudgeRunsDialog = (props: ActionProps) => {
  const seen = createSeen(props)
  const [quality, setQuality] = createSignal<Quality>('BAD')
  const [reason, setReason] = createSignal('')
  return (
    <ActionDialog
      app={props.app}
      numbers={props.numbers}
      isOpen={props.isOpen}
      close={props.close}
      title={`Judge ${plural(props.numbers.length)}`}
      isReady={seen.qualities() !== null}
      done={(count) => `${plural(count)} ${count === 1 ? 'is' : 'are'} ${qualityWords[quality()]} now`}
      send={async (number) => {
        const wanted = quality()
        const expectedQuality = seen.qualities()?.get(number) ?? null
        const input = { number, quality: wanted, expectedQuality, reason: reason().trim() || null }
        const { data, fault } = await props.app.api.send(judgeRunDocument, { input })
        if (fault) return { data: null, fault }
        const { run, userErrors } = data.setRunQuality
        if (run) seen.note(number, run.quality)
        if (userErrors[0]?.code !== 'CONFLICT') return { data: { userErrors }, fault: null }
        // What stands now is told, and with that seen it may be judged all the same.
        const stands = await seen.read([number])
        const now = stands?.get(number)
        return { data: { userErrors: [{ message: `judged meanwhile${now ? `, it is ${qualityWords[now]} now` : ''}. Judge again to change that.` }] }, fault: null }
      }}
    >
      <p role="status">
        <Show when={seen.qualities()} fallback={seen.fault() ? `Their verdicts could not be read: ${seen.fault()}` : 'Reading their verdicts …'}>
          {(known) => <>Now: {sayQualities(known())}.</>}
        </Show>
      </p>
      <Field label="Quality">
        {(ids) => (
          <select
            id={ids.id}
            class="select"
            value={quality()}
            onChange={({ currentTarget }) => setQuality(valuesOf(qualityWords).find((one) => one === currentTarget.value) ?? 'BAD')}
          >
            <For each={valuesOf(qualityWords)}>{(value) => <option value={value}>{qualityWords[value]}</option>}</For>
          </select>
        )}
      </Field>
      <Field label="Reason" hint="Needed unless a run that nobody judged becomes good or test.">
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            aria-describedby={ids.describedBy}
            value={reason()}
            onInput={({ currentTarget }) => setReason(currentTarget.value)}
          />
        )}
      </Field>
    </ActionDialog>
  )
}

/** "2 not judged, 1 bad" */
const sayQualities = (qualities: ReadonlyMap<number, Quality>): string => {
  const all = [...qualities.values()]
  return valuesOf(qualityWords)
    .map((quality) => ({ quality, count: all.filter((one) => one === quality).length }))
    .filter(({ count }) => count > 0)
    .map(({ quality, count }) => `${count} ${qualityWords[quality]}`)
    .join(', ')
}

/** So many numbers are asked for at once. */
const askedAtOnce = 500

/** The verdicts that whoever judges has seen: read when the dialog opens, null until then. */
const createSeen = (props: ActionProps) => {
  const [qualities, setQualities] = createSignal<ReadonlyMap<number, Quality> | null>(null)
  const [fault, setFault] = createSignal<string | null>(null)
  const read = async (numbers: readonly number[]): Promise<ReadonlyMap<number, Quality> | null> => {
    const found = new Map<number, Quality>()
    for (let from = 0; from < numbers.length; from += askedAtOnce) {
      const some = numbers.slice(from, from + askedAtOnce)
      const answer = await props.app.api.ask(verdictsDocument, { numbers: some.join(','), first: some.length })
      if (answer.fault) {
        setFault(answer.fault.message)
        return null
      }
      for (const { number, quality } of answer.data.runs.nodes) found.set(number, quality)
    }
    setQualities((before) => new Map([...(before ?? []), ...found]))
    return found
  }
  createEffect(
    on(
      () => props.isOpen,
      (isOpen) => {
        setQualities(null)
        setFault(null)
        if (isOpen) void read(props.numbers)
      },
    ),
  )
  return {
    qualities,
    fault,
    read,
    note: (number: number, quality: Quality) => setQualities((before) => new Map([...(before ?? []), [number, quality]])),
  }
}
