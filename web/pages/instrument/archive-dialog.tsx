import { createSignal } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Dialog } from '../../kit/dialog.tsx'
import { archiveInstrumentDocument } from './edit-documents.ts'
import { sendInstrument } from './send.ts'

/** Puts an instrument away, or takes it back; says what became of it. */
export const archive = async (app: Pick<WebApp, 'api' | 'toasts'>, name: string, isArchived: boolean): Promise<boolean> => {
  const refused = await sendInstrument(app.api, archiveInstrumentDocument, { input: { name, archived: isArchived } })
  if (refused) app.toasts.failed(`${name} was not ${isArchived ? 'put away' : 'taken back'}: ${refused.message}`, refused.requestId ?? undefined)
  return refused === null
}

/** Asks before an instrument is put away; what is done can be undone. */
export const ArchiveDialog = (props: { app: WebApp; name: string; isOpen: boolean; close: () => void; reload: () => Promise<void> }) => {
  const [isSending, setSending] = createSignal(false)
  const takeBack = async () => {
    if (await archive(props.app, props.name, false)) await props.reload()
  }
  const putAway = async () => {
    if (isSending()) return
    setSending(true)
    const isDone = await archive(props.app, props.name, true)
    setSending(false)
    props.close()
    if (!isDone) return
    props.app.toasts.done(`${props.name} is put away`, () => void takeBack())
    await props.reload()
  }
  return (
    <Dialog title={`Put ${props.name} away`} isOpen={props.isOpen} close={props.close}>
      <p>
        It is watched no more: no silence is told of it, and the list shows it only to those who ask for <code>archived:yes</code>.
        Its data and its history are kept, and it can be taken back.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" autofocus onClick={() => props.close()}>
          Keep it
        </button>
        <button type="button" class="button" data-kind="danger" aria-disabled={isSending()} onClick={() => void putAway()}>
          {isSending() ? 'Putting it away …' : 'Put it away'}
        </button>
      </div>
    </Dialog>
  )
}
