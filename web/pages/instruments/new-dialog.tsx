import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import type { WebApp } from '../../app.ts'
import type { Refusal } from '../../graphql/refusal.ts'
import { Action } from '../../kit/action.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { FormFoot } from '../../kit/form-foot.tsx'
import { Icon } from '../../kit/icon.tsx'
import { TextField } from '../../kit/text-field.tsx'
import { instrumentPath } from '../../nouns/paths.ts'
import { editedFields, faultIn, newDraft, valuesOf, type EditedField } from '../instrument/draft.ts'
import { createInstrumentDocument } from '../instrument/edit-documents.ts'
import { InstrumentFields } from '../instrument/fields.tsx'
import { sendInstrument } from '../instrument/send.ts'
import '../instrument/instrument.css'

/** Over the list: a new instrument, and then its page. */
export const NewInstrument = (props: { app: WebApp }) => {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <>
      <Action whyNot={props.app.viewer.whyNot('instrument:write')} label="New …" hint="New instrument" act={() => setOpen(true)}>
        <Icon name="plus" />
        <span class="button-word">New …</span>
      </Action>
      <Dialog title="New instrument" isOpen={isOpen()} close={() => setOpen(false)}>
        <Form app={props.app} close={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

const Form = (props: { app: WebApp; close: () => void }) => {
  const { api, toasts } = props.app
  const navigate = useNavigate()
  const [name, setName] = createSignal('')
  const [draft, setDraft] = createSignal(newDraft)
  const [refusal, setRefusal] = createSignal<Refusal | null>(null)
  const [wasTried, setTried] = createSignal(false)
  const [isSending, setSending] = createSignal(false)
  const refused = (field: string) => (refusal()?.path === field ? refusal()?.message : undefined)
  const faultOf = (field: EditedField) => (wasTried() ? faultIn(draft(), field) : undefined) ?? refused(field)
  const nameFault = () => (wasTried() && name().trim() === '' ? 'Give it a name.' : refused('name'))

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    setRefusal(null)
    if (isSending() || name().trim() === '' || editedFields.some((field) => faultIn(draft(), field) !== undefined)) return
    setSending(true)
    const input = { name: name().trim(), ...valuesOf(draft()) }
    const found = await sendInstrument(api, createInstrumentDocument, { input })
    setSending(false)
    setRefusal(found)
    if (found) return
    toasts.done(`${input.name} is made`)
    props.close()
    navigate(instrumentPath(input.name))
  }

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      <TextField
        label="Name"
        hint="Its key, for ever: letters, digits, _ . : / + -"
        fault={nameFault()}
        value={name()}
        set={setName}
        autofocus
        maxlength="64"
      />
      <InstrumentFields draft={draft()} set={setDraft} faultOf={faultOf} />
      <FormFoot
        refusal={refusal() && ![...editedFields, 'name'].includes(refusal()!.path) ? `Not made: ${refusal()!.message}` : null}
        cancel={props.close}
        submit={isSending() ? 'Making it …' : 'Make it'}
        isOff={isSending()}
      />
    </form>
  )
}
