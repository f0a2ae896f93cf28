import { createMemo, createSignal, For, Show } from 'solid-js'
import { Action } from '../../kit/action.tsx'
import { Panel } from '../../kit/panel.tsx'
import { Quality } from '../../nouns/quality.tsx'
import type { Quality as Verdict } from '../../nouns/run-words.ts'
import type { RunFacts } from './documents.ts'
import { Refused } from './run-judge.tsx'
import type { Verdicts } from './verdicts.ts'

/** More than this are searched through. */
const many = 12

// What somebody must look at comes first.
const rank: Readonly<Record<Verdict, number>> = { BAD: 0, TEST: 1, NONE: 2, GOOD: 2 }

/** Who took part, and what people think of the data of each. */
export const DetectorsPanel = (props: { run: RunFacts; verdicts: Verdicts }) => {
  const [search, setSearch] = createSignal('')
  const names = createMemo(
    () =>
      props.run.detectors
        .map(({ name }) => name)
        .toSorted((a, b) => rank[props.verdicts.of(a)] - rank[props.verdicts.of(b)] || (a < b ? -1 : 1)),
    undefined,
    { equals: (a, b) => a.length === b.length && a.every((name, index) => name === b[index]) },
  )
  const shown = () => names().filter((name) => name.toLowerCase().includes(search().trim().toLowerCase()))
  const bad = () => names().filter((name) => props.verdicts.of(name) === 'BAD').length
  const refused = () => names().filter((name) => props.verdicts.refused(name))

  return (
    <Panel
      title="Detectors"
      class="sheet-detectors-panel"
      aside={
        <span class="sheet-aside">
          <span>
            {names().length} taking part
            <Show when={bad() > 0}>
              , <strong class="sheet-bad">{bad()} bad</strong>
            </Show>
          </span>
          <Show when={names().length > many}>
            <input
              type="search"
              class="input sheet-search"
              placeholder="Find"
              aria-label="Find a detector"
              value={search()}
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          </Show>
        </span>
      }
    >
      <For each={refused()}>
        {(name) => (
          <div class="sheet-refused-of">
            <strong>{name}</strong>
            <Refused verdicts={props.verdicts} subject={name} />
          </div>
        )}
      </For>
      <Show
        when={names().length > 0}
        fallback={<p class="sheet-none">None were told. The control system reports them with the run.</p>}
      >
        <ul class="sheet-detectors">
          <For each={shown()} fallback={<li class="sheet-none">No detector is called that.</li>}>
            {(name) => (
              <li>
                <Action
                  class="sheet-detector"
                  whyNot={props.verdicts.whyNot()}
                  hint={`Judge ${name}`}
                  act={() => props.verdicts.propose(name)}
                >
                  <span class="sheet-detector-name">{name}</span>
                  <Quality quality={props.verdicts.of(name)} />
                </Action>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Panel>
  )
}
