import { createMemo, Show } from 'solid-js'
import { Choice } from '../../../web/kit/choice.tsx'
import type { BrewerView } from './brewer-view.ts'
import { brewerLevels, eventStates, eventStateWords, levelWords } from './brewer-words.ts'
import type { ErrorType } from './status-documents.ts'

/** Which messages: by level, code, state, words, and file. */
export const MessagesFilter = (props: { types: readonly ErrorType[]; view: BrewerView; change: (wanted: Partial<BrewerView>) => void }) => {
  const codes = createMemo(() => [...new Set([...props.types.filter(({ isUsed }) => isUsed).map(({ code }) => code), ...props.view.codes])].toSorted((a, b) => a - b))
  const codeWords = createMemo(() => {
    const titles = new Map(props.types.map(({ code, title }) => [code, title] as const))
    return Object.fromEntries(codes().map((code) => [String(code), `${code} ${titles.get(code) ?? ''}`.trim()]))
  })
  return (
    <div class="brewer-filter" role="search" aria-label="Filter of the messages">
      <Choice label="Level" values={brewerLevels} words={levelWords} chosen={props.view.levels} choose={(levels) => props.change({ levels })} />
      <Choice
        label="Code"
        values={codes().map(String)}
        words={codeWords()}
        chosen={props.view.codes.map(String)}
        choose={(chosen) => props.change({ codes: chosen.map(Number) })}
      />
      <Choice label="State" values={eventStates} words={eventStateWords} chosen={props.view.states} choose={(states) => props.change({ states })} />
      <input
        class="input brewer-search"
        type="search"
        aria-label="Words in the message"
        placeholder="Words in the message"
        value={props.view.text}
        onChange={({ currentTarget: { value } }) => props.change({ text: value.trim() })}
      />
      <Show when={props.view.file}>
        <span class="brewer-filter-file">
          of <code>{props.view.file}</code>{' '}
          <button type="button" class="link" onClick={() => props.change({ file: '' })}>
            of all files
          </button>
        </span>
      </Show>
    </div>
  )
}
