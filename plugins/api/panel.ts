import type { Component } from 'solid-js'
import type { WebApp } from '../../web/app.ts'

/**
 * Where a plugin may draw, and what it is told there. Grows only: a slot is never taken away within one major version
 * of the contract.
 */
export type PanelSlots = {
  /** Beside what is happening now. */
  home: Record<never, never>
  /** On the page of a run. */
  run: { number: number }
  /** On the page of a fill. */
  fill: { number: number }
  /** On the page of an instrument. */
  instrument: { id: string; name: string; kind: string }
  /** A page of its own, /plugins/<plugin>, with an entry in the navigation. */
  navigation: Record<never, never>
  /** Under Admin. */
  admin: Record<never, never>
}

export type PanelSlot = keyof PanelSlots

/** What a panel is given: what its slot tells, and what all pages share (the api, the clock, the zone, the viewer …). */
export type PanelProps<Slot extends PanelSlot> = PanelSlots[Slot] & { app: WebApp }

/** Something to try on the page of the API. */
export type PanelExample = {
  /** Stands in the address: begins with the plugin's id. */
  id: string
  title: string
  /** What one learns from it. */
  what: string
  kind: 'query' | 'mutation' | 'subscription'
  document: string
  /** `now`: epoch ms */
  variables?: (known: { now: number }) => Record<string, unknown>
  /** Needed besides reading. */
  right?: string
}

export type Panel<Slot extends PanelSlot = PanelSlot> = {
  /** The id of the plugin. */
  plugin: string
  slot: Slot
  title: string
  /** Whether it has anything to say there; where it hasn't, nothing of it is drawn or fetched. Always unless told. */
  isFor?: (told: PanelSlots[Slot]) => boolean
  /** What such a page is looked at for: over its whole width, and on the page of an instrument before what that has itself. */
  isMain?: boolean
  /** How many lines it has, about: bones of as many stand in its place until it is there. 3 unless told. */
  lines?: number
  /**
   * Brings the component when a page with its slot is opened, and again when somebody asks for another try:
   * `() => import('./brewer-status.tsx').then((module) => module.BrewerStatus)`.
   */
  load: () => Promise<Component<PanelProps<Slot>>>
  /** Of a panel in the navigation: what the plugin can be asked, brought when the page of the API is opened. */
  examples?: () => Promise<readonly PanelExample[]>
}

/** A panel of whichever slot. */
export type AnyPanel = { [Slot in PanelSlot]: Panel<Slot> }[PanelSlot]

/** Declares a panel: `definePanel({ plugin: 'brewer', slot: 'instrument', title: 'Brewer status', load })`. */
export const definePanel = <Slot extends PanelSlot>(panel: Panel<Slot>): Panel<Slot> => panel
