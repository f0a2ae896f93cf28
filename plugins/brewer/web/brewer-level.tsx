import { Show } from 'solid-js'
import { StatusSign } from '../../../web/nouns/instrument-status.tsx'
import { levelWords, type BrewerLevel } from './brewer-words.ts'
import './brewer-level.css'

/** The sign of a level alone, where the word stands elsewhere. */
export const LevelSign = (props: { level: BrewerLevel }) => (
  <Show
    when={props.level !== 'INFO' && props.level}
    fallback={
      <svg class="status-sign brewer-info" viewBox="0 0 16 16" aria-hidden="true">
        <path class="status-shape" d="M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4Z" />
        <path class="status-mark" d="M8 7.2v4.2M8 4.6v.1" />
      </svg>
    }
  >
    {(level) => <StatusSign status={level()} />}
  </Show>
)

/** How bad it is: a colour, a shape and the word; the same as those of instruments. */
export const Level = (props: { level: BrewerLevel; hint?: string | undefined }) => (
  <span class="instrument-status brewer-level" data-status={props.level} title={props.hint}>
    <LevelSign level={props.level} />
    {levelWords[props.level]}
  </span>
)
