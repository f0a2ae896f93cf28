import { definePanel, type AnyPanel } from '../../api/panel.ts'
import { panelLines } from './panel-lines.ts'

const plugin = 'brewer'

/** Made by the plugin, or by people who write its name as the plugin does. */
const isBrewer = ({ kind, name }: { kind: string; name: string }): boolean => kind === 'brewer' || /^brewer-\d+$/.test(name)

const ofBrewers = { plugin, slot: 'instrument', isMain: true, isFor: isBrewer } as const

export const panels: readonly AnyPanel[] = [
  definePanel({
    plugin, slot: 'navigation', title: 'Brewers', isMain: true,
    load: () => import('./brewers-page.tsx').then((module) => module.BrewersPage),
    examples: () => import('./examples.ts').then((module) => module.examples),
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
  definePanel({ ...ofBrewers, title: 'Brewer', lines: panelLines.status, load: () => import('./status-panel.tsx').then((module) => module.StatusPanel) }),
  definePanel({ ...ofBrewers, title: 'Messages', lines: panelLines.messages, load: () => import('./messages-panel.tsx').then((module) => module.MessagesPanel) }),
  definePanel({ ...ofBrewers, title: 'Trends', lines: panelLines.trends, load: () => import('./trends-panel.tsx').then((module) => module.TrendsPanel) }),
  definePanel({ ...ofBrewers, title: 'Days', lines: panelLines.days, load: () => import('./files-panel.tsx').then((module) => module.FilesPanel) }),
]
