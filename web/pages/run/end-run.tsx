import { createSignal, For, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { readRange } from '../../../schema/language/index.ts'
import { Action } from '../../kit/action.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { Moment } from '../../kit/moment.tsx'
import { toWallTime } from '../../kit/time.ts'
import { effectiveStart } from '../../nouns/run-times.ts'
import type { RunFacts } from './documents.ts'
import { aroundEndDocument, correctRunDocument, endRunDocument } from './edit-documents.ts'
import { endGuesses } from './end-guesses.ts'
import { sendEdit } from './wishes.ts'

type Given = { app: WebApp; run: RunFacts; reload: () => Promise<void> }

/** For a run that is lost: lets say when it ended, which its control system never did. */
export const EndRun = (props: Given) => {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <Show when={props.run.state === 'LOST'}>
        <Action class="link sheet-end" whyNot={props.app.viewer.whyNot('run:write')} act={() => setOpen(true)}>
          Say when it ended …
        </Action>
      </Show>
      <Dialog title={`When run ${props.run.number} ended`} isOpen={isOpen()} close={() => setOpen(false)}>
        <Show when={props.run.endedAt} fallback={<Form {...props} close={() => setOpen(false)} />}>
          {(endedAt) => (
            <>
              <div class="sheet-conflict" role="alert">
                <p>
                  <strong>Somebody said it meanwhile.</strong> It ended{' '}
                  <Moment at={Date.parse(endedAt())} zone={props.app.zones.zone()} />
                  <Show when={props.run.endedBy}>{(by) => <>, by {by()}</>}</Show>.
                </p>
              </div>
              <div class="dialog-actions">
                <button type="button" class="button" autofocus onClick={() => setOpen(false)}>
                  Leave it so
                </button>
              </div>
            </>
          )}
        </Show>
      </Dialog>
    </>
  )
}

const Form = (props: Given & { close: () => void }) => {
  const { api, clock, toasts, zones } = props.app
  const { number } = props.run
  const [text, setText] = createSignal('')
  const [wasTried, setTried] = createSignal(false)
  const [isSending, setSending] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const around = createQuery(api, aroundEndDocument, () => ({ number }))
  const guesses = () => {
    const known = around.data()?.run
    return known ? endGuesses(known) : []
  }
  const moment = (at: number) => <Moment at={at} zone={zones.zone()} />

  const reading = () =>
    readRange(
      { from: text().trim() || null, to: null },
      { now: clock.now(), zone: zones.zone(), shiftZone: zones.experiment() ?? 'UTC', find: () => undefined },
    )
  const end = () => reading().range.from
  const fault = () => {
    const at = end()
    const start = effectiveStart(props.run)
    if (at === null) return reading().faults[0]?.message ?? 'A time such as 2024-05-01 14:30.'
    if (start !== null && at <= start) return 'That is before it started.'
    return at > clock.now() ? 'That is not yet.' : undefined
  }

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    const at = end()
    if (isSending() || at === null || fault() !== undefined) return
    setSending(true)
    const sent = await sendEdit(api, endRunDocument, { input: { number, endedAt: new Date(at).toISOString() } })
    setSending(false)
    // Somebody else was faster: what they said stands here instead of the form as soon as it is read.
    setRefusal(sent.refusal?.code === 'RUN_ALREADY_ENDED' ? null : sent.refusal)
    if (!sent.refusal) {
      toasts.done(`Run ${number} has ended.`, () => void takeBack(sent.revision))
      props.close()
    }
    await props.reload()
  }
  /** Unless somebody changed the run meanwhile: an end is what verdicts rest on. */
  const takeBack = async (expectedRevision: number) => {
    const sent = await sendEdit(api, correctRunDocument, { input: { number, endedAt: null, endedBy: null, expectedRevision } })
    if (sent.refusal) toasts.failed(`The end was not taken back: ${sent.refusal.message}`, sent.refusal.requestId ?? undefined)
    await props.reload()
  }

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <p>Nobody told its end for 48 hours. Say it as well as you know; it can be judged then.</p>
      <Field
        label="Ended"
        hint={`Times of ${zones.zone().replaceAll('_', ' ')}.`}
        fault={refusal()?.path === 'endedAt' ? refusal()!.message : wasTried() ? fault() : undefined}
      >
        {(ids) => (
          <input
            id={ids.id}
            class="input"
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            aria-required="true"
            autocomplete="off"
            spellcheck={false}
            placeholder="2024-05-01 14:30:00"
            value={text()}
            onInput={({ currentTarget: { value } }) => {
              setText(value)
              setRefusal(null)
            }}
            autofocus
          />
        )}
      </Field>
      <ul class="sheet-guesses" aria-label="What tells of its end">
        <Show when={effectiveStart(props.run)}>{(start) => <li>It started {moment(start())}.</li>}</Show>
        <For each={guesses()}>
          {({ what, at }) => (
            <li>
              At {moment(at)} {what}.{' '}
              <button type="button" class="link" onClick={() => setText(writtenAt(at, zones.zone()))}>
                Take this
              </button>
            </li>
          )}
        </For>
      </ul>
      <FormFoot
        refusal={refusal()?.path === 'endedAt' ? null : refusal()?.message}
        cancel={props.close}
        submit={isSending() ? 'Ending …' : `End run ${number}`}
        isOff={isSending()}
      />
    </form>
  )
}

/** With its offset: an hour of the night that clocks are put back comes twice. */
const writtenAt = (at: number, zone: string): string => {
  const { date, time, offset } = toWallTime(at, zone)
  return `${date} ${time} ${offset}`
}
