import { For } from 'solid-js'
import './key-caps.css'

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')

const words: Readonly<Record<string, string>> = {
  $mod: isMac ? '⌘' : 'Ctrl',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}

/** `g r` or `$mod+k`, as it is pressed here. */
export const KeyCaps = (props: { keys: string }) => (
  <span class="key-caps">
    <For each={props.keys.split(' ')}>
      {(press, index) => (
        <>
          {index() > 0 && <span class="key-caps-then"> then </span>}
          <For each={press.split(/(?<=\w)\+/)}>
            {(key) => <kbd class="key">{words[key] ?? (/^[a-z]$/.test(key) ? key.toUpperCase() : key)}</kbd>}
          </For>
        </>
      )}
    </For>
  </span>
)
