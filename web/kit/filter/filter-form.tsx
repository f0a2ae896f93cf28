import { For, Show } from 'solid-js'
import { hasAlternatives, type Language } from '../../../schema/language/index.ts'
import { Dialog } from '../dialog.tsx'
import { FilterControl } from './filter-control.tsx'
import { SortControl } from './sort-control.tsx'
import type { Suggest } from './suggest.ts'
import './filter-form.css'

export type FormProps = {
  language: Language
  text: string
  apply: (text: string) => void
  suggest?: Suggest | undefined
  zone: string
  now: () => number
}

/** The keys of a language as controls. Each edits its words of the text; the others stay as they are. */
export const FilterForm = (props: FormProps & { isOpen: boolean; close: () => void }) => (
  <Dialog title="Filter" isOpen={props.isOpen} close={() => props.close()} side>
    <div class="filter-form">
      <p class="filter-form-text">
        <code>{props.text || 'all'}</code>
      </p>
      <Show
        when={!hasAlternatives(props.text)}
        fallback={<p class="field-hint">This filter has alternatives (or): it can be edited as text only.</p>}
      >
        <For each={props.language.keys}>
          {(key) => (
            <FilterControl
              filterKey={key}
              language={props.language}
              text={props.text}
              apply={props.apply}
              suggest={props.suggest}
              zone={props.zone}
              now={props.now}
            />
          )}
        </For>
      </Show>
      <SortControl language={props.language} text={props.text} apply={props.apply} />
      <footer class="filter-form-foot">
        <button type="button" class="button" onClick={() => props.apply('')}>
          Clear
        </button>
        <button type="button" class="button" data-kind="main" onClick={() => props.close()}>
          Done
        </button>
      </footer>
    </div>
  </Dialog>
)
