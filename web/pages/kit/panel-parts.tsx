import type { WebApp } from '../../app.ts'
import { definePanel, type AnyPanel } from '../../../plugins/api/panel.ts'
import { Slot } from '../../panels/slot.tsx'
import type { KitPart, Side } from './part.tsx'

const slowMs = 3000

const panelsOf = (side: Side): readonly AnyPanel[] => [
  definePanel({
    plugin: 'sample-good',
    slot: 'run',
    title: `A good panel (${side})`,
    load: () => import('./panels/good-panel.tsx').then((module) => module.GoodPanel),
  }),
  definePanel({
    plugin: 'sample-slow',
    slot: 'run',
    title: `A slow panel (${side})`,
    load: async () => {
      await new Promise((resolve) => setTimeout(resolve, slowMs))
      return (await import('./panels/good-panel.tsx')).GoodPanel
    },
  }),
  definePanel({
    plugin: 'sample-careless',
    slot: 'run',
    title: `A careless panel (${side})`,
    load: () => import('./panels/careless-panel.tsx').then((module) => module.CarelessPanel),
  }),
]

export const panelParts = (app: WebApp): readonly KitPart[] => [
  {
    name: 'Slots',
    file: 'web/panels/slot.tsx, plugins/api/panel.ts',
    what: 'Where plugins draw. Each panel is fetched by itself; one that breaks leaves its neighbours and the page up.',
    draw: (side) => <Slot app={app} name="run" context={{ number: 526_080 }} panels={panelsOf(side)} />,
  },
]
