import { createSignal, For, Show, type Accessor, type JSX } from 'solid-js'
import { Icon } from './icon.tsx'
import './toast.css'

export type Toast = {
  readonly id: number
  readonly kind: 'done' | 'failed'
  readonly text: string
  /** For an expert: a code, the id of the request. */
  readonly detail?: string | undefined
  /** Takes back what was done. */
  readonly undo?: (() => void) | undefined
}

export type Toasts = {
  shown: Accessor<readonly Toast[]>
  /** Says that something was done; goes away by itself. */
  done: (text: string, undo?: () => void) => void
  /** Says that something failed; stays until it is read. */
  failed: (text: string, detail?: string) => void
  dismiss: (id: number) => void
}

const shownMs = 6000
/** More at once are not read. */
const most = 4

export const createToasts = (): Toasts => {
  const [shown, setShown] = createSignal<readonly Toast[]>([])
  let last = 0
  const dismiss = (id: number) => setShown((toasts) => toasts.filter((toast) => toast.id !== id))
  const show = (toast: Omit<Toast, 'id'>) => {
    const id = ++last
    setShown((toasts) => [...toasts, { ...toast, id }].slice(-most))
    return id
  }
  return {
    shown,
    done: (text, undo) => {
      const id = show({ kind: 'done', text, undo })
      setTimeout(() => dismiss(id), shownMs)
    },
    failed: (text, detail) => void show({ kind: 'failed', text, detail }),
    dismiss,
  }
}

/** Where toasts are shown: told by screen readers, moving nothing on the page. */
export const ToastPlace = (props: { toasts: Toasts }): JSX.Element => (
  <div class="toasts" role="log" aria-label="Messages">
    <For each={props.toasts.shown()}>
      {(toast) => (
        <div class="toast" data-kind={toast.kind} role={toast.kind === 'failed' ? 'alert' : 'status'}>
          <Icon name={toast.kind === 'failed' ? 'alert' : 'check'} />
          <p class="toast-text">
            {toast.text}
            <Show when={toast.detail}>
              <code class="toast-detail">{toast.detail}</code>
            </Show>
          </p>
          <Show when={toast.undo}>
            {(undo) => (
              <button
                type="button"
                class="link"
                onClick={() => {
                  undo()()
                  props.toasts.dismiss(toast.id)
                }}
              >
                Undo
              </button>
            )}
          </Show>
          <button type="button" class="icon-button" aria-label="Dismiss" onClick={() => props.toasts.dismiss(toast.id)}>
            <Icon name="cross" />
          </button>
        </div>
      )}
    </For>
  </div>
)
