import { createSignal, type Accessor } from 'solid-js'
import { createPreference, recall, remember } from './preference.ts'

export const zoneChoices = ['experiment', 'utc', 'local'] as const
export type ZoneChoice = (typeof zoneChoices)[number]

export type Zones = {
  choice: Accessor<ZoneChoice>
  choose: (choice: ZoneChoice) => void
  /** The IANA name of what is chosen; UTC as long as that of the experiment isn't known. */
  zone: Accessor<string>
  local: string
  experiment: Accessor<string | null>
  /** The server says which zone the experiment lives in. */
  setExperiment: (zone: string) => void
}

/** In which zone times are shown: the control room's unless the reader chooses another. */
export const createZones = (): Zones => {
  const [choice, choose] = createPreference('zone', zoneChoices, 'experiment')
  // Remembered from the last visit, so that times don't jump when the first answer comes.
  const [experiment, setExperiment] = createSignal(recall('experimentZone'))
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
  return {
    choice,
    choose,
    zone: () => ({ experiment: experiment() ?? 'UTC', utc: 'UTC', local })[choice()],
    local,
    experiment,
    setExperiment: (zone) => {
      setExperiment(zone)
      remember('experimentZone', zone)
    },
  }
}
