import { createEffect, createUniqueId, on, Show, type JSX } from 'solid-js'
import { Icon } from './icon.tsx'
import './dialog.css'

/**
 * A window over the page that must be answered or closed. The browser's own <dialog>: it keeps the focus inside, gives
 * it back, and closes on Escape. What is inside is made when it opens and thrown away when it closes.
 */
export const Dialog = (props: {
  title: string
  isOpen: boolean
  close: () => void
  /** From the right edge over the whole height, for a look at something beside the list. */
  side?: boolean
  children: JSX.Element
}) => {
  const id = createUniqueId()
  let element: HTMLDialogElement | undefined
  createEffect(
    on(
      () => props.isOpen,
      (isOpen) => {
        if (isOpen && !element?.open) element?.showModal()
        if (!isOpen && element?.open) element.close()
      },
    ),
  )
  return (
    <dialog
      ref={(dialog) => (element = dialog)}
      class="dialog"
      data-side={props.side || undefined}
      aria-labelledby={id}
      // Escape asks like the button does: who has something to say first may keep it open.
      onCancel={(event) => {
        if (event.target !== element) return
        event.preventDefault()
        props.close()
      }}
      onClose={() => {
        if (!props.isOpen) return
        props.close()
        // Not every browser asks twice: who keeps it open has it opened again.
        if (props.isOpen && !element?.open) element?.showModal()
      }}
      // A click on the dimmed page beside it.
      onClick={(event) => event.target === element && props.close()}
    >
      <Show when={props.isOpen}>
        <div class="dialog-body">
          <header class="dialog-head">
            <h2 id={id} class="dialog-title">
              {props.title}
            </h2>
            <button type="button" class="icon-button" aria-label="Close" onClick={() => props.close()}>
              <Icon name="cross" />
            </button>
          </header>
          {props.children}
        </div>
      </Show>
    </dialog>
  )
}
