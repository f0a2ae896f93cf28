import { createSignal, onCleanup } from 'solid-js'
import { copyText } from './copy.ts'
import { Icon } from './icon.tsx'
import './copy-line.css'

const shownMs = 2000

/** A line of code with a button that copies it, and says whether it did. */
export const CopyLine = (props: {
  text: string
  /** What the button is called. */
  label: string
  copied?: () => void
}) => {
  const [said, setSaid] = createSignal<'copied' | 'failed' | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    const done = await copyText(props.text)
    setSaid(done ? 'copied' : 'failed')
    if (done) props.copied?.()
    clearTimeout(timer)
    timer = setTimeout(() => setSaid(null), shownMs)
  }
  return (
    <div class="copy-line">
      <code class="copy-line-text" tabindex="0" role="group" aria-label="What is copied">
        {props.text}
      </code>
      <button type="button" class="button" aria-label={props.label} onClick={() => void copy()}>
        <Icon name={said() === 'copied' ? 'check' : 'copy'} />
        {said() === 'copied' ? 'Copied' : said() === 'failed' ? 'Select it' : 'Copy'}
      </button>
      <span class="visually-hidden" role="status">
        {said() === 'copied' ? 'Copied' : said() === 'failed' ? 'The browser did not let this page copy' : ''}
      </span>
    </div>
  )
}
