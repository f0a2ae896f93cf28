import { For, Show } from 'solid-js'
import { Action } from '../../kit/action.tsx'
import { Icon } from '../../kit/icon.tsx'
import { qualityIcons } from '../../nouns/quality.tsx'
import { qualityWords, type Quality } from '../../nouns/run-words.ts'
import type { RunFacts } from './documents.ts'
import { needsReason, type Subject, type Verdicts } from './verdicts.ts'

const offered: readonly Exclude<Quality, 'NONE'>[] = ['GOOD', 'BAD', 'TEST']

/** The verdict on the run as a whole: one press where it speaks for itself, else with a reason. */
export const RunJudge = (props: { verdicts: Verdicts; run: RunFacts }) => {
  const quality = () => props.verdicts.of(null)
  return (
    <div class="sheet-judge" role="group" aria-label="Quality of the run">
      <span class="sheet-edit-label" aria-hidden="true">
        Quality
      </span>
      <div class="sheet-verdicts" aria-busy={props.verdicts.isOnItsWay(null)}>
        <For each={offered}>
          {(one) => (
            <Action
              class="sheet-verdict"
              whyNot={props.verdicts.whyNot()}
              pressed={quality() === one}
              act={() => props.verdicts.propose(null, one)}
              hint={quality() === one ? `It is ${qualityWords[one]}` : `Set ${qualityWords[one]}`}
            >
              <span class="sheet-verdict-word" data-quality={one}>
                <Icon name={qualityIcons[one]} />
                {qualityWords[one]}
                {quality() !== one && needsReason(null, quality(), one) ? ' …' : ''}
              </span>
            </Action>
          )}
        </For>
      </div>
      <Show when={quality() !== 'NONE'}>
        <Action
          class="link sheet-withdraw"
          whyNot={props.verdicts.whyNot()}
          act={() => props.verdicts.propose(null, 'NONE')}
          hint="Back to not judged"
        >
          Withdraw …
        </Action>
      </Show>
      <Refused verdicts={props.verdicts} subject={null} />
      <Show when={props.verdicts.whyNot()}>{(why) => <p class="sheet-why">{why()}</p>}</Show>
    </div>
  )
}

/** The server's reason, where the control is; with what was written, for another try. */
export const Refused = (props: { verdicts: Verdicts; subject: Subject }) => (
  <Show when={props.verdicts.refused(props.subject)}>
    {(refused) => (
      <p class="sheet-refused">
        <Icon name="alert" />
        <span>
          Not set to {qualityWords[refused().draft.wanted ?? 'NONE']}: {refused().refusal.message}
        </span>
        <button type="button" class="link" onClick={() => props.verdicts.resume(refused().draft)}>
          Change it
        </button>
      </p>
    )}
  </Show>
)
