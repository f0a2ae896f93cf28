import { A, useNavigate } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { Icon } from '../../kit/icon.tsx'
import { BackLink } from '../../list/back-link.tsx'
import { runPath } from '../../nouns/links.tsx'
import { CopyMenu } from './copy-menu.tsx'
import type { RunFacts } from './documents.ts'

/** The way back to the list, and to the runs before and after. */
export const RunNav = (props: { app: WebApp; number: number; run: RunFacts | undefined }) => {
  const navigate = useNavigate()
  const { toasts, keys } = props.app
  const shown = createMemo(() => (props.run?.number === props.number ? props.run : undefined))
  const go = (to: number | undefined, otherwise: string) => {
    if (to !== undefined) navigate(runPath(to))
    else if (shown()) toasts.done(otherwise)
  }
  keys.use(
    {
      keys: '[',
      what: 'Previous run',
      group: 'Run',
      run: () => go(shown()?.previous?.number, 'This is the first run.'),
    },
    { keys: ']', what: 'Next run', group: 'Run', run: () => go(shown()?.next?.number, 'This is the last run.') },
  )
  return (
    <nav class="sheet-nav" aria-label="Around this run">
      <BackLink list="runs">Runs</BackLink>
      <span class="sheet-steps">
        <Step to={shown()?.previous?.number} what="Previous run" sign="[" icon="left" />
        <Step to={shown()?.next?.number} what="Next run" sign="]" icon="right" />
      </span>
      <CopyMenu app={props.app} number={props.number} />
    </nav>
  )
}

const Step = (props: { to: number | undefined; what: string; sign: string; icon: 'left' | 'right' }) => (
  <Show
    when={props.to}
    fallback={
      <span class="sheet-step" aria-disabled="true" role="link" aria-label={`${props.what}: there is none`}>
        <Icon name={props.icon} />
      </span>
    }
  >
    {(number) => (
      <A
        class="sheet-step"
        href={runPath(number())}
        aria-label={`${props.what}: ${number()}`}
        aria-keyshortcuts={props.sign}
        title={`${props.what}: ${number()} (key ${props.sign})`}
      >
        <Icon name={props.icon} />
      </A>
    )}
  </Show>
)
