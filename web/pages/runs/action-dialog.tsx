import { createSignal, For, Show, type JSX } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Answer } from '../../graphql/client.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'

/** More at once would keep others waiting. */
const atOnce = 4

type Refused = { readonly number: number; readonly why: string }

export const plural = (count: number) => `${count} ${count === 1 ? 'run' : 'runs'}`

export type Sent = Answer<{ readonly userErrors: readonly { readonly message: string }[] }>

/** Does it for each, some at once. @returns those that were refused, and why */
const forEach = async (numbers: readonly number[], send: (number: number) => Promise<Sent>): Promise<Refused[]> => {
  const left = [...numbers]
  const refused: Refused[] = []
  const work = async () => {
    for (let number = left.shift(); number !== undefined; number = left.shift()) {
      const { data, fault } = await send(number)
      const why = fault?.message ?? data?.userErrors[0]?.message
      if (why !== undefined) refused.push({ number, why })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return refused.sort((a, b) => a.number - b.number)
}

export type ActionProps = { app: WebApp; numbers: readonly number[]; isOpen: boolean; close: () => void }

/** The frame of both: sends, says how it went, and stays open when some were refused. */
export const ActionDialog = (
  props: ActionProps & {
    title: string
    isReady: boolean
    done: (count: number) => string
    send: (number: number) => Promise<Sent>
    children: JSX.Element
  },
) => {
  const [isBusy, setBusy] = createSignal(false)
  const [refused, setRefused] = createSignal<readonly Refused[]>([])
  const close = () => {
    setRefused([])
    props.close()
  }
  const run = async () => {
    if (isBusy() || !props.isReady) return
    setBusy(true)
    const { numbers } = props
    const found = await forEach(numbers, props.send)
    setBusy(false)
    setRefused(found)
    if (found.length < numbers.length) props.app.toasts.done(props.done(numbers.length - found.length))
    if (found.length === 0) close()
  }
  return (
    <Dialog title={props.title} isOpen={props.isOpen} close={close}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        {props.children}
        <Show when={refused().length > 0}>
          <div class="field-fault" role="alert">
            {refused().length} of {props.numbers.length} {refused().length === 1 ? 'was' : 'were'} refused:
            <For each={refused().slice(0, 5)}>
              {({ number, why }) => (
                <div>
                  {number}: {why}
                </div>
              )}
            </For>
          </div>
        </Show>
        <FormFoot cancel={close} submit={props.title} isOff={isBusy() || !props.isReady} />
      </form>
    </Dialog>
  )
}
