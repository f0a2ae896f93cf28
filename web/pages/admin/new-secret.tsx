import { Show } from 'solid-js'
import { CopyLine } from '../../kit/copy-line.tsx'
import { Icon } from '../../kit/icon.tsx'

const curlOf = (secret: string): string =>
  `curl -s ${location.origin}/graphql -H 'authorization: Bearer ${secret}' -H 'content-type: application/json' -d '{"query":"{ viewer { name rights } }"}'`

/** The secret of a new token, this once. */
export const NewSecret = (props: {
  secret: string
  /** It was copied. */
  isSafe: boolean
  /** Somebody wanted to close the window before. */
  isWarned: boolean
  copied: () => void
  close: () => void
}) => (
  <>
    <p>Copy the secret now, and keep it where secrets are kept. It is not shown again.</p>
    <div class="field">
      <span class="field-label">Secret</span>
      <CopyLine text={props.secret} label="Copy the secret" copied={props.copied} />
    </div>
    <div class="field">
      <span class="field-label">Try it</span>
      <CopyLine text={curlOf(props.secret)} label="Copy the curl line" copied={props.copied} />
    </div>
    <Show when={props.isWarned && !props.isSafe}>
      <p class="secret-warning" role="alert">
        <Icon name="alert" />
        <span>
          <strong>Nobody has copied the secret.</strong> Once this is closed it is gone, and the token can only be revoked.
        </span>
      </p>
    </Show>
    <div class="dialog-actions">
      <button type="button" class="button" data-kind={props.isSafe ? 'main' : undefined} onClick={() => props.close()}>
        {props.isWarned && !props.isSafe ? 'Close without it' : 'Done'}
      </button>
    </div>
  </>
)
