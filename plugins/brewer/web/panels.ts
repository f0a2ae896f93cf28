import { definePanel, type AnyPanel } from '../../api/panel.ts'

const plugin = 'brewer'

export const panels: readonly AnyPanel[] = [
  definePanel({
    plugin, slot: 'navigation', title: 'Brewers', isMain: true,
    load: () => import('./brewers-page.tsx').then((module) => module.BrewersPage),
  }),
  definePanel({
    plugin, slot: 'navigation', title: 'Brewers and checks', isMain: true,
    load: () => import('./checks-panel.tsx').then((module) => module.ChecksPanel),
  }),
  definePanel({
    plugin, slot: 'navigation', title: 'What masks say', isMain: true,
    load: () => import('./decoder-panel.tsx').then((module) => module.DecoderPanel),
  }),
  definePanel({
    plugin, slot: 'home', title: 'Brewers',
    load: () => import('./home-panel.tsx').then((module) => module.BrewersAtHome),
  }),
]
