import { createSignal } from 'solid-js'
import { Action } from '../../kit/action.tsx'
import { Choice } from '../../kit/choice.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Field } from '../../kit/form.tsx'
import { Icon } from '../../kit/icon.tsx'
import { KeyCaps } from '../../kit/key-caps.tsx'
import { Menu } from '../../kit/menu.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { createToasts, ToastPlace } from '../../kit/toast.tsx'
import { qualityWords, valuesOf, type Quality } from '../../nouns/run-words.ts'
import type { KitPart, Side } from './part.tsx'

const Buttons = () => (
  <>
    <div class="kit-row">
      <button type="button" class="button" data-kind="main">
        Save
      </button>
      <button type="button" class="button">
        Compare
      </button>
      <button type="button" class="button" data-kind="danger">
        End the run
      </button>
      <Action whyNot="As guest you may not do this: it needs the right run:write." act={() => undefined}>
        Set quality
      </Action>
    </div>
    <div class="kit-row">
      <button type="button" class="icon-button" aria-label="Close" title="Close">
        <Icon name="cross" />
      </button>
      <button type="button" class="link">
        Show all runs
      </button>
      <KeyCaps keys="g r" />
      <KeyCaps keys="$mod+k" />
    </div>
  </>
)

const Choices = (props: { side: Side }) => {
  const [chosen, setChosen] = createSignal<Quality[]>(['BAD'])
  const [set, setSet] = createSignal<'good' | 'all'>('good')
  return (
    <div class="kit-row">
      <Segmented
        name={`kit-set-${props.side}`}
        label="Runs that count"
        value={set()}
        choose={setSet}
        segments={[
          { value: 'good', label: 'Good physics' },
          { value: 'all', label: 'All' },
        ]}
      />
      <Choice
        label="Quality"
        words={qualityWords}
        values={valuesOf(qualityWords)}
        chosen={chosen()}
        choose={setChosen}
      />
      <Menu
        label="More"
        class="button"
        face={
          <>
            <Icon name="more" /> More
          </>
        }
      >
        <button type="button" class="menu-item">
          <Icon name="check" /> Mark as read
        </button>
        <a class="menu-item" href="/kit">
          <Icon name="kit" /> A link
        </a>
      </Menu>
    </div>
  )
}

const Form = () => {
  const [reason, setReason] = createSignal('')
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <Field label="Reason" hint="Shown beside the verdict" fault={reason() === '' ? 'Say why' : undefined}>
        {({ id, describedBy, invalid }) => (
          <input
            id={id}
            class="input"
            aria-describedby={describedBy}
            aria-invalid={invalid}
            value={reason()}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label="Quality">
        {({ id }) => (
          <select id={id} class="select">
            <option>good</option>
            <option>bad</option>
          </select>
        )}
      </Field>
      <Field label="Note">{({ id }) => <textarea id={id} class="textarea" rows="2" />}</Field>
    </form>
  )
}

const Dialogs = () => {
  const [shown, setShown] = createSignal<'middle' | 'side' | null>(null)
  return (
    <div class="kit-row">
      <button type="button" class="button" onClick={() => setShown('middle')}>
        Ask something
      </button>
      <button type="button" class="button" onClick={() => setShown('side')}>
        Peek
      </button>
      <Dialog
        title={shown() === 'side' ? 'Run 526080' : 'End run 526080?'}
        isOpen={shown() !== null}
        side={shown() === 'side'}
        close={() => setShown(null)}
      >
        <p>The browser's own dialog: Escape closes it, and the focus goes back to where it was.</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => setShown(null)}>
            Leave it
          </button>
          <button type="button" class="button" data-kind="main" onClick={() => setShown(null)}>
            End it
          </button>
        </div>
      </Dialog>
    </div>
  )
}

const Toasts = () => {
  const toasts = createToasts()
  return (
    <>
      <div class="kit-row">
        <button type="button" class="button" onClick={() => toasts.done('Run 526080 is bad now.', () => undefined)}>
          Done
        </button>
        <button
          type="button"
          class="button"
          onClick={() => toasts.failed('Somebody else has changed this run meanwhile.', 'CONFLICT')}
        >
          Failed
        </button>
      </div>
      <ToastPlace toasts={toasts} />
    </>
  )
}

export const actionParts = (): readonly KitPart[] => [
  {
    name: 'Buttons',
    file: 'web/kit/button.css, action.tsx, key-caps.tsx',
    what: 'One main button in a place at most. What the viewer may not do stays in reach, and says why not.',
    draw: () => <Buttons />,
  },
  {
    name: 'Choices',
    file: 'web/kit/segmented.tsx, choice.tsx, menu.tsx',
    what: 'One of a few in sight; any of a list behind a button; links and switches behind a button.',
    draw: (side) => <Choices side={side} />,
  },
  {
    name: 'Fields',
    file: 'web/kit/form.tsx',
    what: 'A label over each control, what it is for, and what is wrong with it.',
    draw: () => <Form />,
  },
  {
    name: 'Dialogs',
    file: 'web/kit/dialog.tsx',
    what: 'For a question that must be answered, or, from the right edge, for a look at something beside a list.',
    draw: () => <Dialogs />,
  },
  {
    name: 'Toasts',
    file: 'web/kit/toast.tsx',
    what: 'What was done goes away by itself and can be undone; what failed stays until it is read.',
    draw: () => (
      <div class="kit-tall">
        <Toasts />
      </div>
    ),
  },
]
