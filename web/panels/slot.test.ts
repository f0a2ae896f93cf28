import type { Component } from 'solid-js'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { definePanel, type AnyPanel, type PanelProps } from '../../plugins/api/panel.ts'
import { panels } from '../../plugins/panels.ts'
import type { WebApp } from '../app.ts'
import { panelsAbout, panelsFor } from './panels-for.ts'
import type { Slot } from './slot.tsx'

const ofRun: Component<{ number: number; app: WebApp }> = () => null
const ofInstrument: Component<{ id: string }> = () => null
const head = { plugin: 'brewer', title: 'Brewer status' }

describe('a panel', () => {
  it('is told what its slot tells, and nothing else', () => {
    definePanel({ ...head, slot: 'run', load: async () => ofRun })
    definePanel({ ...head, slot: 'instrument', load: async () => ofInstrument })
    expectTypeOf<PanelProps<'run'>>().toExtend<{ number: number; app: WebApp }>()
    // @ts-expect-error the page of an instrument tells its id, not a number
    definePanel({ ...head, slot: 'instrument', load: async () => ofRun })
    // @ts-expect-error there is no such slot
    definePanel({ ...head, slot: 'attic', load: async () => ofRun })
    // @ts-expect-error it is fetched when it is needed, not before
    definePanel({ ...head, slot: 'run', load: ofRun })
    // @ts-expect-error it has a title: its place is found by it
    definePanel({ plugin: 'brewer', slot: 'run', load: async () => ofRun })
  })

  it('has a place only where a page says what its panels are told', () => {
    type Given = Parameters<typeof Slot<'run'>>[0]
    expectTypeOf<Given['context']>().toEqualTypeOf<{ number: number }>()
    // @ts-expect-error a run has a number, not an id
    const wrong: Given['context'] = { id: 'x' }
    expect(wrong).toBeDefined()
  })

  it('is drawn in its slot only, in the order of the list', () => {
    const all: readonly AnyPanel[] = [
      definePanel({ ...head, slot: 'run', load: async () => ofRun }),
      definePanel({ ...head, slot: 'instrument', load: async () => ofInstrument }),
      definePanel({ ...head, title: 'Second', slot: 'run', load: async () => ofRun }),
    ]
    expect(panelsFor('run', all).map(({ title }) => title)).toEqual(['Brewer status', 'Second'])
    expect(panelsFor('fill', all)).toEqual([])
  })

  it('is drawn only where it has something to say, and in its part of the page', () => {
    const panel = { ...head, slot: 'instrument', load: async () => ofInstrument } as const
    const all = [
      definePanel({ ...panel, title: 'Anywhere' }),
      definePanel({ ...panel, title: 'Brewers', isMain: true, isFor: ({ kind }) => kind === 'brewer' }),
    ]
    const drawn = (kind: string, part?: 'main' | 'rest') => panelsAbout(all, { id: '1', name: 'x', kind }, part).map(({ title }) => title)
    expect(drawn('brewer')).toEqual(['Anywhere', 'Brewers'])
    expect(drawn('pump')).toEqual(['Anywhere'])
    expect(drawn('brewer', 'main')).toEqual(['Brewers'])
    expect(drawn('brewer', 'rest')).toEqual(['Anywhere'])
    expect(drawn('pump', 'main')).toEqual([])
  })

  it('of the list belongs to one plugin and has a title of its own in its slot', () => {
    const names = panels.map(({ plugin, slot, title }) => `${plugin} ${slot} ${title}`)
    expect(new Set(names).size).toBe(names.length)
    for (const { plugin } of panels) expect(plugin).toMatch(/^[a-z][a-z0-9-]*$/)
  })
})
