import { For } from 'solid-js'
import { Dialog } from '../kit/dialog.tsx'
import { KeyCaps } from '../kit/key-caps.tsx'
import type { Keys, Shortcut } from '../kit/keys.ts'
import './keys-list.css'

/** Keys that the browser's own parts know. */
const usual: readonly Pick<Shortcut, 'keys' | 'what' | 'group'>[] = [
  { keys: 'Escape', what: 'Close what is in front', group: 'Everywhere' },
]

/** All keys that do something now, under the head that each belongs to. */
export const KeysList = (props: { keys: Keys; close: () => void }) => {
  // As they were when the list was opened: it stands in front of the page that they belong to.
  const groups = Map.groupBy([...props.keys.shortcuts(), ...usual], ({ group }) => group)
  const names = [...groups.keys()].toSorted((a, b) => rank(a) - rank(b))
  return (
    <Dialog title="Keys" isOpen close={props.close}>
      <div class="keys-list">
        <For each={names}>
          {(name) => (
            <section>
              <h3 class="keys-list-head">{name}</h3>
              <dl>
                <For each={groups.get(name)}>
                  {(shortcut) => (
                    <div class="keys-list-line">
                      <dt>{shortcut.what}</dt>
                      <dd>
                        <KeyCaps keys={shortcut.keys} />
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  )
}

/** Those of the page first. */
const rank = (group: string): number => ['Go to', 'Everywhere'].indexOf(group)
