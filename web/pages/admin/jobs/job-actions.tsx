import { createSignal } from 'solid-js'
import type { WebApp } from '../../../app.ts'
import { Action } from '../../../kit/action.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { pauseJobDocument, resumeJobDocument, triggerJobDocument, type JobFacts } from './documents.ts'

const right = 'job:run'

/** What somebody may do with a job, and how. */
export type JobVerbs = {
  /** Why it cannot be run now; undefined when it can. */
  whyNotTrigger: () => string | undefined
  whyNotPause: () => string | undefined
  trigger: () => void
  /** Pauses it, or resumes it when it is paused. */
  togglePause: () => void
}

type Refusable = { userErrors: readonly { message: string }[] }

/**
 * @param began told which run was triggered
 * @param reload reads the job again, so that what was done is seen at once
 */
export const createJobVerbs = (
  { api, toasts, viewer }: Pick<WebApp, 'api' | 'toasts' | 'viewer'>,
  job: () => JobFacts,
  { began = () => undefined, reload }: { began?: (run: string) => void; reload: () => Promise<void> },
): JobVerbs => {
  const [isSending, setSending] = createSignal(false)
  const whyNot = () => viewer.whyNot(right) ?? (isSending() ? 'This was asked for; it is on its way.' : undefined)
  const whyNotTrigger = () => {
    if (whyNot() !== undefined) return whyNot()
    return job().state === 'RUNNING' ? 'It is running: one run at a time.' : undefined
  }

  const send = async <Payload extends Refusable>(
    ask: () => ReturnType<typeof api.send<{ payload: Payload }, { name: string }>>,
    failed: string,
  ): Promise<Payload | null> => {
    setSending(true)
    const { data, fault } = await ask()
    await reload()
    setSending(false)
    const refusal = fault?.message ?? data?.payload.userErrors[0]?.message
    if (refusal === undefined) return data?.payload ?? null
    toasts.failed(`${failed}: ${refusal}`, fault?.requestId ?? undefined)
    return null
  }
  const variables = () => ({ name: job().name })

  return {
    whyNotTrigger,
    whyNotPause: whyNot,
    trigger: () => {
      if (whyNotTrigger() !== undefined) return
      void send(() => api.send(triggerJobDocument, variables()), `${job().name} was not run`).then((payload) => {
        if (payload?.run) began(payload.run.id)
      })
    },
    togglePause: () => {
      if (whyNot() !== undefined) return
      const isPaused = job().state === 'PAUSED'
      const document = isPaused ? resumeJobDocument : pauseJobDocument
      const { name } = job()
      void send(() => api.send(document, variables()), `${name} was not ${isPaused ? 'resumed' : 'paused'}`).then((payload) => {
        if (payload) toasts.done(`${name} is ${isPaused ? 'resumed' : 'paused'}`)
      })
    },
  }
}

/** The buttons of a job; each says why when it does nothing. */
export const JobActions = (props: { job: JobFacts; verbs: JobVerbs }) => (
  <>
    <Action
      whyNot={props.verbs.whyNotTrigger()}
      act={props.verbs.trigger}
      label={`Run now: ${props.job.name}`}
      hint="Run it now, whatever its schedule says"
    >
      <Icon name="play" />
      Run now
    </Action>
    <Action
      whyNot={props.verbs.whyNotPause()}
      act={props.verbs.togglePause}
      label={`${props.job.state === 'PAUSED' ? 'Resume' : 'Pause'}: ${props.job.name}`}
      hint={props.job.state === 'PAUSED' ? 'Follow its schedule again' : 'Let its schedule pass until somebody resumes it'}
    >
      <Icon name={props.job.state === 'PAUSED' ? 'play' : 'pause'} />
      {props.job.state === 'PAUSED' ? 'Resume' : 'Pause'}
    </Action>
  </>
)
