import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { Moment } from '../../kit/moment.tsx'
import { Quality as Verdict } from '../../nouns/quality.tsx'
import { qualityWords, valuesOf, type Quality } from '../../nouns/run-words.ts'
import { historyDocument } from './documents.ts'
import { nameOf, needsReason, type Draft, type Verdicts } from './verdicts.ts'

/** Asks for a verdict with its reason; and, when somebody else judged meanwhile, which of the two shall stand. */
export const JudgeDialog = (props: { app: WebApp; verdicts: Verdicts; number: number }) => (
  <Dialog
    title={`Judge ${nameOf(props.verdicts.draft()?.subject ?? null, props.number, 'run')}`}
    isOpen={props.verdicts.draft() !== null}
    close={props.verdicts.discard}
  >
    <Show when={props.verdicts.draft()} keyed>
      {(draft) => <Form app={props.app} verdicts={props.verdicts} number={props.number} draft={draft} />}
    </Show>
  </Dialog>
)

const Form = (props: { app: WebApp; verdicts: Verdicts; number: number; draft: Draft }) => {
  const { subject, seen } = props.draft
  const current = () => props.verdicts.of(subject)
  const isConflict = () => current() !== seen
  const [wanted, setWanted] = createSignal<Quality | null>(props.draft.wanted)
  const [reason, setReason] = createSignal(props.draft.reason)
  const [wasTried, setTried] = createSignal(false)
  const needed = () => {
    const to = wanted()
    return to !== null && needsReason(subject, current(), to)
  }
  const lacksReason = () => needed() && reason().trim() === ''

  const refusal = () => {
    const refused = props.verdicts.refused(subject)?.refusal
    return refused && refused.code !== 'CONFLICT' ? `The server refused: ${refused.message}` : null
  }

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const to = wanted()
    if (!to || lacksReason()) return
    if (to === current()) return props.verdicts.discard()
    props.verdicts.submit({ subject, wanted: to, reason: reason(), seen: current() })
  }

  return (
    <form class="form" onSubmit={submit}>
      <Show when={isConflict()}>
        <div class="sheet-conflict" role="alert">
          <p>
            <strong>Somebody judged meanwhile.</strong> You saw {qualityWords[seen]}; now it is{' '}
            <Verdict quality={current()} />.
          </p>
          <Theirs app={props.app} number={props.number} field={subject ? `detectors.${subject}.quality` : 'quality'} />
        </div>
      </Show>
      <fieldset class="sheet-choice">
        <legend class="field-label">{isConflict() ? 'Your verdict' : 'Verdict'}</legend>
        <div class="sheet-options">
          <For each={valuesOf(qualityWords)}>
            {(quality) => (
              <label class="sheet-option" data-now={quality === current() || undefined}>
                <input
                  type="radio"
                  name="verdict"
                  value={quality}
                  checked={wanted() === quality}
                  disabled={quality === current()}
                  onChange={() => setWanted(quality)}
                />
                <Show when={quality !== 'NONE'} fallback={qualityWords.NONE}>
                  <Verdict quality={quality} />
                </Show>
                <Show when={quality === current()}>
                  <span class="sheet-now">now</span>
                </Show>
              </label>
            )}
          </For>
        </div>
        <Show when={wasTried() && wanted() === null}>
          <p class="field-fault" role="alert">
            Choose a verdict.
          </p>
        </Show>
      </fieldset>
      <Field
        label="Reason"
        hint={needed() || wanted() === null ? 'Kept in the history with your name.' : 'Not needed for a first verdict.'}
        fault={wasTried() && lacksReason() ? 'Say why.' : undefined}
      >
        {(ids) => (
          <textarea
            id={ids.id}
            class="textarea"
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            aria-required={needed()}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
            autofocus
          />
        )}
      </Field>
      <FormFoot
        refusal={refusal()}
        cancel={props.verdicts.discard}
        leave={isConflict() ? `Leave it ${qualityWords[current()]}` : undefined}
        submit={`${wanted() ? `Set ${qualityWords[wanted()!]}` : 'Set'}${isConflict() ? ' all the same' : ''}`}
      />
    </form>
  )
}

/** Who gave the verdict that stands, when and why. */
const Theirs = (props: { app: WebApp; number: number; field: string }) => {
  const { api, zones } = props.app
  const history = createQuery(api, historyDocument, () => ({ number: props.number, first: 50, after: null }))
  const change = () => history.data()?.run?.changes.nodes.find(({ field }) => field === props.field)
  return (
    <Show when={change()}>
      {(known) => (
        <p class="sheet-theirs">
          By {known().actor}, <Moment at={Date.parse(known().at)} zone={zones.zone()} />
          <Show when={known().reason}>{(why) => <>: “{why()}”</>}</Show>
        </p>
      )}
    </Show>
  )
}
