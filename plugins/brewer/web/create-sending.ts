import { createSignal, type Accessor } from 'solid-js'
import type { Refusal } from '../../../web/graphql/refusal.ts'

export type Sending = {
  isSending: Accessor<boolean>
  refusal: Accessor<Refusal | null>
  /** Something was asked to be sent: from now on the form tells what it lacks. */
  wasTried: Accessor<boolean>
  /** What the server has against this field of the input. */
  faultOf: (path: string) => string | undefined
  /** Sends unless it is being sent, or something is lacking. @returns whether it was done */
  run: (isWhole: boolean, send: () => Promise<Refusal | null>) => Promise<boolean>
}

/** The course of a form in a dialog: tried, sent, refused or done. */
export const createSending = (): Sending => {
  const [isSending, setSending] = createSignal(false)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const [wasTried, setTried] = createSignal(false)
  return {
    isSending, refusal, wasTried,
    faultOf: (path) => (refusal()?.path === path ? refusal()!.message : undefined),
    run: async (isWhole, send) => {
      setTried(true)
      if (isSending() || !isWhole) return false
      setSending(true)
      const refused = await send()
      setSending(false)
      setRefusal(refused)
      return refused === null
    },
  }
}
