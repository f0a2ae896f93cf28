import type { AnyPanel, Panel, PanelSlot, PanelSlots } from '../../plugins/api/panel.ts'
import { panels as installed } from '../../plugins/panels.ts'

/** The panels for a slot: of the installed plugins, unless others are given. */
export const panelsFor = <Name extends PanelSlot>(
  name: Name,
  panels: readonly AnyPanel[] = installed,
): readonly Panel<Name>[] => {
  const isFor = (panel: { slot: PanelSlot }): panel is Panel<Name> => panel.slot === name
  return panels.flatMap((panel) => (isFor(panel) ? [panel] : []))
}

/** Of the panels of a slot, those that have something to say of this; of one part only, where the page has two places for them. */
export const panelsAbout = <Name extends PanelSlot>(
  panels: readonly Panel<Name>[],
  context: PanelSlots[Name],
  part?: 'main' | 'rest',
): readonly Panel<Name>[] =>
  panels.filter(
    ({ isMain = false, isFor }) => (part === undefined || isMain === (part === 'main')) && (isFor === undefined || isFor(context)),
  )

/** Those that stand in the navigation: each plugin has one page, called by its first panel there. */
export const pagesOfPlugins = (): readonly Panel<'navigation'>[] =>
  panelsFor('navigation').filter(({ plugin }, index, all) => all.findIndex((one) => one.plugin === plugin) === index)
