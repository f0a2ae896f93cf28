import { Show } from 'solid-js'
import { Icon } from '../kit/icon.tsx'
import './saved-views.css'

/** The face of the menu of views: which one is open, and whether the page shows something else by now. */
export const SavedViewsFace = (props: { name: string | null; isChanged: boolean }) => (
  <>
    <Icon name="bookmark" />
    <span class="saved-name" classList={{ 'button-word': props.name === null }} title={props.name ?? undefined}>
      {props.name ?? 'Views'}
    </span>
    <Show when={props.isChanged}>
      {' '}
      <span class="saved-changed">changed</span>
    </Show>
    <Icon name="chevron" />
  </>
)
