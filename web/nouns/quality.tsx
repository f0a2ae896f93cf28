import { Show } from 'solid-js'
import { Icon, type IconName } from '../kit/icon.tsx'
import { qualityWords, type Quality as Verdict } from './run-words.ts'
import './quality.css'

export const qualityIcons: Readonly<Record<Exclude<Verdict, 'NONE'>, IconName>> = {
  GOOD: 'check',
  BAD: 'cross',
  TEST: 'flask',
}

/** What people think of data, of a run or of a detector in it. A sign and a word: colour alone says nothing. */
export const Quality = (props: { quality: Verdict }) => {
  const icon = () => (props.quality === 'NONE' ? null : qualityIcons[props.quality])
  return (
    <span class="quality" data-quality={props.quality} title={qualityWords[props.quality]}>
      <Show
        when={icon()}
        fallback={
          <>
            <span aria-hidden="true">–</span>
            <span class="visually-hidden">{qualityWords.NONE}</span>
          </>
        }
      >
        {(name) => (
          <>
            <Icon name={name()} />
            {qualityWords[props.quality]}
          </>
        )}
      </Show>
    </span>
  )
}
