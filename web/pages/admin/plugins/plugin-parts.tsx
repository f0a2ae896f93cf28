import { Show } from 'solid-js'
import { Icon } from '../../../kit/icon.tsx'
import { pluginStates, stepWords } from '../../../nouns/plugin-words.ts'
import type { PluginFacts } from './documents.ts'

/** How a plugin is: a sign and a word. */
export const PluginStateMark = (props: { plugin: Pick<PluginFacts, 'state'> }) => {
  const kind = () => pluginStates[props.plugin.state]
  return (
    <span class="admin-state" data-tone={kind().tone} data-plugin-state={props.plugin.state} title={kind().hint}>
      <Icon name={kind().icon} />
      {kind().word}
    </span>
  )
}

/** What is wrong with a plugin, in words; nothing while nothing is. */
export const PluginTrouble = (props: { plugin: Pick<PluginFacts, 'step' | 'error' | 'state'>; isShort?: boolean }) => (
  <Show when={props.plugin.step}>
    {(step) => (
      <span class="admin-error" data-step={step()} title={`Step ${step()}`}>
        It failed {stepWords[step()]}
        <Show when={props.plugin.error}>
          :{' '}
          <span classList={{ 'admin-line': props.isShort ?? false }}>{props.plugin.error}</span>
        </Show>
      </span>
    )}
  </Show>
)
