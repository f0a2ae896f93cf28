import { useLocation, useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, onMount, Show } from 'solid-js'
import type { WebApp } from '../app.ts'
import { Icon } from '../kit/icon.tsx'
import { KeyCaps } from '../kit/key-caps.tsx'
import { servedPages } from '../panels/served-panels.ts'
import { nameOfThing, pages, withRange } from '../shell/pages.ts'
import { byGroup, rank, searches, type Entry } from './entries.ts'
import { createFinder } from './find.ts'
import './palette.css'

const mostRecent = 5

/**
 * Finds anything by typing. A combobox over a list: the focus stays in the field, the arrows move the choice, Enter
 * takes it; Ctrl+Enter opens it in another tab.
 */
export const Palette = (props: {
  app: WebApp
  /** Paths of things looked at lately. */
  recent: readonly string[]
  /** What the frame can do: themes, zones. */
  settings: readonly Entry[]
  /** What was typed before the palette was there. */
  typed?: string
  close: () => void
}) => {
  const navigate = useNavigate()
  const location = useLocation()
  const pluginPages = servedPages(props.app)
  const [typed, setTyped] = createSignal(props.typed ?? '')
  const [chosenId, setChosenId] = createSignal<string | null>(null)
  const { found, isAsking } = createFinder(props.app, typed)
  let dialog: HTMLDialogElement | undefined
  let list: HTMLDivElement | undefined

  const local = createMemo((): readonly Entry[] => [
    ...props.recent
      .filter((path) => path !== location.pathname)
      .map((path) => ({
        id: `recent-${path}`,
        group: 'Seen lately' as const,
        title: nameOfThing(path) ?? path,
        href: path,
      })),
    ...pages.map(({ href, title, key, words }) => ({
      id: `page-${href}`,
      group: 'Pages' as const,
      title,
      words,
      keys: `g ${key}`,
      href: withRange(href, location),
    })),
    ...pluginPages().map(({ plugin, title }) => ({
      id: `plugin-${plugin}`,
      group: 'Pages' as const,
      title,
      words: plugin,
      href: `/plugins/${plugin}`,
    })),
    ...props.app.keys
      .shortcuts()
      .filter(({ keys }) => !keys.startsWith('g ') && keys !== '$mod+k')
      .map(({ keys, what, run }) => ({
        id: `key-${keys}`,
        group: 'On this page' as const,
        title: what,
        keys,
        href: null,
        run: () => run(new KeyboardEvent('keydown')),
      })),
    ...props.settings,
  ])
  const shown = createMemo(() => {
    const fitting = rank(local(), typed())
    const seen = new Set(found().map(({ href }) => href))
    const rest = fitting.filter(({ href }) => href === null || !seen.has(href))
    const lately = rest.filter(({ group }) => group === 'Seen lately').slice(0, mostRecent)
    const others = rest.filter(({ group }) => group !== 'Seen lately')
    return byGroup([...found(), ...lately, ...others, ...searches(typed())])
  })
  const entries = createMemo(() => shown().flatMap(([, own]) => own))
  const chosen = () => entries().find(({ id }) => id === chosenId()) ?? entries()[0]

  // A choice made before typing on would be of another list.
  createEffect(on(typed, () => setChosenId(null)))
  createEffect(() => {
    const id = chosen()?.id
    if (id) list?.querySelector(`#${CSS.escape(toDomId(id))}`)?.scrollIntoView({ block: 'nearest' })
  })
  onMount(() => dialog?.showModal())

  const take = (entry: Entry | undefined, elsewhere: boolean) => {
    if (!entry) return
    if (entry.href !== null && elsewhere) return void window.open(entry.href, '_blank', 'noopener')
    // First the focus goes back to where it was: the command may move it.
    dialog?.close()
    if (entry.href === null) entry.run?.()
    else navigate(entry.href)
  }
  const move = (by: number) => {
    const all = entries()
    const at = all.findIndex(({ id }) => id === chosen()?.id)
    setChosenId(all.at((at + by) % all.length)?.id ?? null)
  }
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 }
    const by = moves[event.key]
    if (by !== undefined) move(by)
    else if (event.key === 'Enter') take(chosen(), event.ctrlKey || event.metaKey)
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="palette"
      aria-label="Find anything"
      onClose={() => props.close()}
      onClick={(event) => event.target === dialog && dialog.close()}
    >
      <div class="palette-body">
        <div class="palette-field">
          <Icon name="search" />
          <input
            class="palette-input"
            type="text"
            role="combobox"
            aria-label="Find a run, a fill, a page, a command"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant={chosen() ? toDomId(chosen()!.id) : undefined}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            placeholder="A number, a page, a command"
            value={typed()}
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={press}
          />
          <span class="palette-asking" aria-hidden="true">
            {isAsking() ? 'asking …' : ''}
          </span>
        </div>
        <div ref={(element) => (list = element)} id="palette-list" class="palette-list" role="listbox" aria-label="Found">
          <For each={shown()}>
            {([group, own]) => (
              <div role="group" aria-labelledby={toDomId(group)}>
                <div id={toDomId(group)} class="palette-group" role="presentation">
                  {group}
                </div>
                <For each={own}>
                  {(entry) => (
                    <div
                      id={toDomId(entry.id)}
                      class="palette-entry"
                      role="option"
                      aria-selected={chosen()?.id === entry.id}
                      onPointerMove={() => setChosenId(entry.id)}
                      onClick={(event) => take(entry, event.ctrlKey || event.metaKey)}
                    >
                      <span class="palette-title">{entry.title}</span>
                      <Show when={entry.detail}>
                        <span class="palette-detail">{entry.detail}</span>
                      </Show>
                      <Show when={entry.keys}>{(keys) => <KeyCaps keys={keys()} />}</Show>
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
        <p class="visually-hidden" role="status">
          {isAsking() ? '' : entries().length === 0 ? 'Nothing found' : `${entries().length} found`}
        </p>
        <p class="palette-hint" aria-hidden="true">
          <KeyCaps keys="ArrowUp" /> <KeyCaps keys="ArrowDown" /> choose, <KeyCaps keys="Enter" /> open,{' '}
          <KeyCaps keys="$mod+Enter" /> in another tab
        </p>
      </div>
    </dialog>
  )
}

const toDomId = (id: string): string => `palette-${id.replaceAll(/[^\w-]/g, '-')}`
