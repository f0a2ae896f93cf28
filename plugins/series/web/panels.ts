import { definePanel, type AnyPanel } from '../../api/panel.ts'

export const panels: readonly AnyPanel[] = [
  definePanel({
    plugin: 'series',
    slot: 'instrument',
    title: 'Files',
    load: () => import('./series-files.tsx').then((module) => module.SeriesFiles),
  }),
]
