import { useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, onCleanup, Show } from 'solid-js'
import type { WebApp } from '../../app.ts'
import { createQuery } from '../../graphql/query.ts'
import { snippetKinds, snippetNames, toSnippet, type SnippetKind } from '../../graphql/snippet.ts'
import { copyText } from '../../kit/copy.ts'
import { Icon } from '../../kit/icon.tsx'
import { knownDocument } from './documents.ts'
import { Endpoints } from './endpoints.tsx'
import type { Example, Known } from './example.ts'
import { exampleGroups, findExample } from './examples.ts'
import { ExplorerFrame, toAddress, type Written } from './frame.tsx'
import { createPluginGroups } from './plugin-examples.ts'
import './explorer-page.css'

const toWritten = ({ document, variables }: Example, known: Known): Written => ({
  query: `${document.trim()}\n`,
  variables: variables ? JSON.stringify(variables(known), null, 2) : '',
})

/** Without a sign of life the editor comes after so long (ms). */
const patienceMs = 6000

/**
 * Whether somebody is there. GraphiQL takes half a second of the main thread to start: the page is up and can be read
 * before that, and the editor comes with the first move.
 */
const createWish = () => {
  const [isWanted, setWanted] = createSignal(false)
  const signs = new AbortController()
  const want = () => {
    signs.abort()
    clearTimeout(timer)
    setWanted(true)
  }
  const timer = setTimeout(want, patienceMs)
  for (const sign of ['pointermove', 'pointerdown', 'keydown', 'touchstart', 'wheel'])
    addEventListener(sign, want, { signal: signs.signal, passive: true })
  onCleanup(() => {
    signs.abort()
    clearTimeout(timer)
  })
  return isWanted
}

/** Trying the API out: examples, an editor, and the same as a program. `?example=` is the state. */
export const ExplorerPage = (props: { app: WebApp }) => {
  document.title = 'API · Logline'
  const { api, toasts, viewer } = props.app
  const [search] = useSearchParams<{ example?: string }>()
  const ofPlugins = createPluginGroups(props.app)
  const example = createMemo(() => findExample(search.example, ofPlugins()))
  const answer = createQuery(api, knownDocument, () => ({}))
  const now = Date.now()
  const known = (): Known => {
    const data = answer.data()
    const ended = data?.ended.nodes[0]
    // Without any runs, the numbers of a well-known night.
    return {
      run: data?.runs.nodes[0]?.number ?? 526_080,
      endedRun: ended?.number ?? 526_080,
      detector: ended?.detectors[0]?.name ?? 'ITS',
      fill: data?.fills.nodes[0]?.number ?? 8178,
      now,
    }
  }
  const written = createMemo(() => toWritten(example(), known()))
  const isWanted = createWish()
  const [edited, setEdited] = createSignal<() => Written | null>(() => null)
  const current = (): Written => edited()() ?? written()

  const copy = async (kind: SnippetKind) => {
    const { query, variables } = current()
    const asked = {
      url: `${location.origin}/graphql`,
      document: query,
      isSubscription: /^\s*subscription\b/m.test(query),
    }
    try {
      const values = variables.trim() === '' ? undefined : (JSON.parse(variables) as Record<string, unknown>)
      const done = await copyText(toSnippet(kind, { ...asked, variables: values }))
      if (done) toasts.done(`Copied as ${snippetNames[kind]}`)
      else toasts.failed('The browser did not let this page copy')
    } catch (error) {
      toasts.failed('The variables are not JSON', error instanceof Error ? error.message : undefined)
    }
  }
  const whyNot = () => {
    const { right } = example()
    return right ? viewer.whyNot(right) : undefined
  }

  return (
    <div class="explorer">
      <header class="explorer-head">
        <h1 class="explorer-title">API</h1>
        <p class="explorer-lead">
          Everything these pages show and do goes through one GraphQL API. Take an example, change it, run it.
        </p>
      </header>
      <Endpoints app={props.app} />
      <nav class="explorer-examples" aria-label="Examples">
        <For each={[...exampleGroups, ...ofPlugins()]}>
          {(group) => (
            <section class="explorer-group">
              <h2 class="explorer-group-title">{group.title}</h2>
              <ul class="explorer-list">
                <For each={group.examples}>
                  {(one) => (
                    <li>
                      <a
                        class="explorer-example"
                        href={`/explorer?example=${one.id}`}
                        aria-current={one.id === example().id ? 'true' : undefined}
                      >
                        {one.title}
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </nav>
      <section class="explorer-work" aria-label={example().title}>
        <div class="explorer-bar">
          <div class="explorer-about">
            <h2 class="explorer-example-title">{example().title}</h2>
            <p class="explorer-what">{example().what}</p>
            <Show when={whyNot()}>
              {(reason) => (
                <p class="explorer-reason">
                  <Icon name="alert" />
                  {reason()}
                </p>
              )}
            </Show>
          </div>
          <div class="explorer-tools">
            <div class="explorer-copy" role="group" aria-label="Copy as a program">
              <span class="explorer-copy-label" aria-hidden="true">
                Copy as
              </span>
              <For each={snippetKinds}>
                {(kind) => (
                  <button
                    type="button"
                    class="button"
                    title={`What stands in the editor, as ${snippetNames[kind]}. The token is read from LOGLINE_TOKEN.`}
                    onClick={() => void copy(kind)}
                  >
                    {snippetNames[kind]}
                  </button>
                )}
              </For>
            </div>
            <a
              class="button"
              rel="external"
              target="_blank"
              href={toAddress(written())}
              // What was typed meanwhile comes along.
              onClick={(event) => (event.currentTarget.href = toAddress(current()))}
            >
              Own window
              <Icon name="outside" />
            </a>
          </div>
        </div>
        <Show
          when={isWanted() && (!answer.isLoading() || answer.data())}
          fallback={
            <pre class="explorer-frame explorer-preview" tabindex="0">
              {written().query}
            </pre>
          }
        >
          <ExplorerFrame written={written()} ref={(read) => setEdited(() => read)} />
        </Show>
      </section>
    </div>
  )
}
