import type { EnumOf } from '../graphql/graphql.ts'
import type { Sign } from './sign.ts'

export type PluginState = EnumOf<'PluginState'>
export type PluginStep = EnumOf<'PluginStep'>

/** How the states of plugins are called and drawn, and what they mean. */
export const pluginStates: Readonly<Record<PluginState, Sign>> = {
  STARTING: { word: 'starting', icon: 'clock', tone: 'live', hint: 'It is being brought up.' },
  READY: { word: 'ready', icon: 'check', tone: 'good', hint: 'All of it is up.' },
  DEGRADED: { word: 'degraded', icon: 'alert', tone: 'warn', hint: 'It is up, but a part of it failed when it was last called.' },
  FAILED: { word: 'failed', icon: 'cross', tone: 'bad', hint: 'It could not be brought up: its fields answer null, and nothing of it runs.' },
  OFF: { word: 'off', icon: 'pause', tone: 'quiet', hint: 'It is switched off in the settings of the server.' },
}

/** Where it failed: "It failed …". */
export const stepWords: Readonly<Record<PluginStep, string>> = {
  LOAD: 'while its module was loaded',
  CONTRACT: 'when it said what it is',
  SETTINGS: 'in its settings',
  MIGRATION: 'in its migrations',
  SERVICE: 'while its service was built',
  SCHEMA: 'in what it adds to the schema',
  PARTS: 'in what it says of its jobs, hooks and routes',
  RESOLVER: 'when a field of it was asked for',
  HOOK: 'in a hook',
  JOB: 'in a job',
  ROUTE: 'when a file was sent to it',
  HEALTH: 'when it was asked how it is',
  BACKGROUND: 'in the background, where nobody waited for it',
}
