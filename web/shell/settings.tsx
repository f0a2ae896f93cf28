import type { Accessor } from 'solid-js'
import { Segmented } from '../kit/segmented.tsx'
import { themes, type Theme } from '../kit/theme.ts'
import { shortZone } from '../kit/time.ts'
import type { Entry } from '../palette/entries.ts'
import type { Kiosk } from './kiosk.tsx'
import { zoneChoices, type ZoneChoice, type Zones } from '../kit/zone.ts'

export const ZoneSwitch = (props: { zones: Zones }) => (
  <Segmented
    name="zone"
    label="Time zone"
    segments={zoneSegments(props.zones)}
    value={props.zones.choice()}
    choose={props.zones.choose}
  />
)

export const ThemeSwitch = (props: { theme: Accessor<Theme>; choose: (theme: Theme) => void }) => (
  <Segmented
    name="theme"
    label="Appearance"
    value={props.theme()}
    choose={props.choose}
    segments={[
      { value: 'system', label: 'As the system', icon: 'screen' },
      { value: 'light', label: 'Light', icon: 'sun' },
      { value: 'dark', label: 'Dark', icon: 'moon' },
    ]}
  />
)

/** The same switches, as lines of the palette. */
export const createSettings = (setTheme: (theme: Theme) => void, zones: Zones, kiosk: Kiosk): readonly Entry[] => {
  const entry = (title: string, words: string, run: () => void): Entry => ({
    id: `setting-${title}`,
    group: 'Settings',
    title,
    words,
    href: null,
    run,
  })
  const zoneNames = { experiment: 'of the experiment', utc: 'UTC', local: 'of this computer' }
  return [
    ...themes.map((theme) =>
      entry(`Appearance: ${theme === 'system' ? 'as the system' : theme}`, 'theme colours', () => setTheme(theme)),
    ),
    ...zoneChoices.map((zone) => entry(`Times: ${zoneNames[zone]}`, `time zone ${zone}`, () => zones.choose(zone))),
    entry('View for the wall', 'kiosk screen full', () => (kiosk.isOn() ? kiosk.leave() : kiosk.enter())),
  ]
}

const zoneWords = ({ local, experiment }: Zones): Record<ZoneChoice, [label: string, hint: string]> => {
  const zone = experiment()
  return {
    experiment: [zone ? shortZone(zone) : 'Experiment', `Times of the experiment${zone ? `: ${zone}` : ''}`],
    utc: ['UTC', 'Times in UTC'],
    local: ['Local', `Times of this computer: ${local}`],
  }
}

const zoneSegments = (zones: Zones) =>
  zoneChoices.map((value) => {
    const [label, hint] = zoneWords(zones)[value]
    return { value, label, hint }
  })
