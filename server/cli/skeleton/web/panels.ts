import { definePanel, type AnyPanel } from '../../../../plugins/api/panel.ts'

export const panels: readonly AnyPanel[] = [
  definePanel({
    plugin: 'skeleton',
    slot: 'run',
    title: 'Skeleton',
    load: () => import('./skeleton-panel.tsx').then((module) => module.SkeletonPanel),
  }),
]
